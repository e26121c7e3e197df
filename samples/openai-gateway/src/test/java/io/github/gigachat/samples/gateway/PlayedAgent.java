package io.github.gigachat.samples.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.OfferedFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the model of a coding agent. If the user asks to read a file, and the agent
 * offers a tool that can, it calls the tool and answers with the beginning of the file,
 * in the user's language. An agent that compacts the conversation gets the same answer as
 * the summary, and once more when it goes on from the summary. All other requests get the
 * emulator's own answers.
 */
final class PlayedAgent {

	private static final int QUOTED = 1000;

	private static final Pattern QUESTION = Pattern.compile(
			"\\b(?:read|open|show|cat|summari[sz]e|прочитай|прочти|открой|покажи|посмотри)\\b[^\\n]{0,80}?"
					+ "(?:[`\"«](?<quoted>[^`\"»\\s]+)[`\"»]|(?<![\\w./:~-])(?<plain>[\\w./~-]*[\\w-]\\.\\w{1,8}))",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

	private static final Pattern SUMMARY = Pattern.compile("(?:The file \\S+ says: \"|В файле \\S+ написано: «).*",
			Pattern.DOTALL);

	private static final Pattern FOLDER = Pattern
		.compile("(?:working (?:in the )?directory|cwd)[^/\\n]*(/[^\\s<\"'`)]*)", Pattern.CASE_INSENSITIVE);

	private final ChatRequest request;

	private final int asked;

	private PlayedAgent(ChatRequest request, int asked) {
		this.request = request;
		this.asked = asked;
	}

	/**
	 * Lets an emulator play the model.
	 */
	static void addTo(GigaChatEmulator emulator) {
		emulator.onRequest((request) -> answer(request).isPresent())
			.respondWith((request) -> answer(request).orElseThrow());
	}

	private static Optional<ChatAnswer> answer(ChatRequest request) {
		for (int i = request.messages().size() - 1; i >= 0; i--) {
			ChatMessage message = request.messages().get(i);
			if (message.role().equals("assistant") && message.functionCall() == null) {
				return Optional.empty();
			}
			Matcher summary = SUMMARY.matcher(message.content());
			if (message.role().equals("user") && summary.find()) {
				return Optional.of(ChatAnswer.text(summary.group()));
			}
			if (message.role().equals("user") && QUESTION.matcher(message.content()).find()) {
				return Optional.ofNullable(new PlayedAgent(request, i).answer());
			}
		}
		return Optional.empty();
	}

	private @Nullable ChatAnswer answer() {
		String question = this.request.messages().get(this.asked).content();
		String file = file(question);
		String content = this.request.messages()
			.subList(this.asked, this.request.messages().size())
			.stream()
			.filter((message) -> message.role().equals("function"))
			.map((message) -> text(message.content()))
			.collect(Collectors.joining("\n"));
		if (!content.isEmpty()) {
			boolean russian = question.codePoints().anyMatch(PlayedAgent::isCyrillic);
			String quoted = content.substring(0, Math.min(QUOTED, content.length()));
			return ChatAnswer.text(russian ? "В файле " + file + " написано: «" + quoted + "»"
					: "The file " + file + " says: \"" + quoted + "\"");
		}
		if (!this.request.functionCall().isEmpty() && !this.request.functionCall().equals("auto")) {
			return null;
		}
		OfferedFunction tool = ReadingTool.among(this.request.functions());
		return (tool != null) ? ChatAnswer.functionCall(tool.name(), ReadingTool.arguments(tool, file, folder()))
				: null;
	}

	private static String file(String question) {
		Matcher matcher = QUESTION.matcher(question);
		return matcher.find() ? Optional.ofNullable(matcher.group("quoted")).orElseGet(() -> matcher.group("plain"))
				: "";
	}

	/**
	 * Returns the folder that the agent works in, or an empty text if it does not say.
	 */
	private String folder() {
		return this.request.messages()
			.stream()
			.map((message) -> FOLDER.matcher(message.content()))
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.orElse("");
	}

	/** Returns the texts in the result of a tool. */
	private static String text(String result) {
		String text = result;
		try {
			text = texts(JsonMapper.shared().readTree(result)).collect(Collectors.joining("\n"));
		}
		catch (JacksonException ex) {
			// a result in plain text
		}
		return text.strip();
	}

	private static Stream<String> texts(JsonNode json) {
		return json.isContainer() ? json.values().stream().flatMap(PlayedAgent::texts) : Stream.of(json.asString());
	}

	private static boolean isCyrillic(int character) {
		return Character.UnicodeScript.of(character) == Character.UnicodeScript.CYRILLIC;
	}

}
