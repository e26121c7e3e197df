package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the model, or a part of it, independent of the API of the service.
 *
 * @param text the text; empty if there is none
 * @param calls the function calls
 * @param stateId the service's state id of a call or of a built-in tool
 * @param reasoning the reasoning of a reasoning model
 * @param finishReason the service's finish reason; {@code null} while the stream
 * continues
 * @param files the generated files in this part
 * @param further further metadata of the message
 */
record ModelMessage(String text, List<FunctionCall> calls, @Nullable String stateId, @Nullable String reasoning,
		@Nullable String finishReason, List<GeneratedFile> files, Map<String, Object> further) {

	static ModelMessage ofText(String text) {
		return new ModelMessage(text, List.of(), null, null, null, List.of(), Map.of());
	}

	ModelMessage withText(String text) {
		return new ModelMessage(text, this.calls, this.stateId, this.reasoning, this.finishReason, this.files,
				this.further);
	}

	/**
	 * Returns whether the service reports that the model wrote a call which cannot be
	 * parsed: {@code error} in v1, {@code function_call_error} in v2.
	 */
	boolean isError() {
		return "error".equals(this.finishReason) || "function_call_error".equals(this.finishReason);
	}

	/**
	 * Converts the finish reason to that of Spring AI.
	 * @return Spring AI's finish reason; an unknown reason in capitals; {@code null} if
	 * there is none
	 */
	@Nullable String finishReasonOfSpringAi() {
		if (this.finishReason == null) {
			return null;
		}
		return switch (this.finishReason) {
			// without a call, the model called a built-in function of the service
			case "stop", "function_call" -> "STOP";
			case "length" -> "LENGTH";
			case "blacklist", "request_blacklist", "request_whitelist", "request_filter", "response_blacklist" ->
				"CONTENT_FILTER";
			default -> this.finishReason.toUpperCase(Locale.ROOT);
		};
	}

}
