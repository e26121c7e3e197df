package io.github.gigachat.samples.toolloop;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Script of the emulator for a model that searches for the whole question first and then
 * for each of its longer words, and that answers with what was found last.
 */
final class PlayedResearcher {

	private static final int LONGER = 6;

	private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

	private PlayedResearcher() {
	}

	static boolean isAsked(ChatRequest request) {
		return request.functionCall().equals(ToolLoop.SEARCH) || request.functionCall().equals(ToolLoop.ANSWER);
	}

	static ChatAnswer answer(ChatRequest request) {
		int searches = request.functionResults().size();
		if (request.functionCall().equals(ToolLoop.SEARCH)) {
			return ChatAnswer.functionCall(ToolLoop.SEARCH, Map.of("word", word(request.lastUserText(), searches)));
		}
		String found = JsonMapper.shared()
			.readTree(request.functionResults().get(searches - 1).content())
			.path("result")
			.asString("");
		return ChatAnswer.functionCall(ToolLoop.ANSWER,
				Map.of("text", found.isEmpty() ? "The handbook does not say it." : found));
	}

	private static String word(String question, int searches) {
		List<String> words = NO_WORD.splitAsStream(question).filter((word) -> word.length() >= LONGER).toList();
		return (searches == 0 || searches > words.size()) ? question : words.get(searches - 1);
	}

}
