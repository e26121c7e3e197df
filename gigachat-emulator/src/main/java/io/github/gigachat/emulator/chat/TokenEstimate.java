package io.github.gigachat.emulator.chat;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.OfferedFunction;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.Usage;

/**
 * Estimates token counts from the lengths of texts. The service's tokenizer is not known.
 */
public final class TokenEstimate {

	private static final int CHARACTERS_A_TOKEN = 4;

	private static final int TOKENS_A_MESSAGE = 3;

	private TokenEstimate() {
	}

	static Usage of(ChatRequest request, AnswerContent content) {
		int prompt = 0;
		for (ChatMessage message : request.messages()) {
			prompt += TOKENS_A_MESSAGE + tokens(message.content());
			ChatMessage.FunctionCall call = message.functionCall();
			prompt += (call == null) ? 0 : tokens(call.name()) + tokens(call.arguments());
		}
		for (OfferedFunction function : request.functions()) {
			prompt += tokens(function.name()) + tokens(function.description()) + tokens(function.parameters());
		}
		return new Usage(prompt, completion(content), 0);
	}

	public static int ofText(String text) {
		return tokens(text);
	}

	private static int completion(AnswerContent content) {
		if (content instanceof AnswerContent.Text text) {
			return tokens(text.whole());
		}
		if (content instanceof AnswerContent.Drawn drawn) {
			return tokens(drawn.asText().whole());
		}
		if (content instanceof AnswerContent.FunctionCalls calls) {
			return calls.calls().stream().mapToInt((call) -> tokens(call.name()) + tokens(call.arguments())).sum();
		}
		return 0;
	}

	private static int tokens(String text) {
		return (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
	}

}
