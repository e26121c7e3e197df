package io.github.gigachat.spring.ai.internal.answer;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Says in Spring AI's words why the model stopped.
 */
final class FinishReasons {

	private FinishReasons() {
	}

	/**
	 * Tells whether the service reports that the model wrote a call which cannot be
	 * parsed.
	 * @param reason the service's word, or {@code null}
	 * @return {@code true} for {@code error} (v1) and {@code function_call_error} (v2)
	 */
	static boolean isError(@Nullable String reason) {
		return "error".equals(reason) || "function_call_error".equals(reason);
	}

	/**
	 * The presence of a call decides, not the word beside it.
	 * @param reason the service's word
	 * @param call whether the answer has a call
	 * @return Spring AI's word; one of the service's that is not known, in capitals
	 */
	static @Nullable String of(@Nullable String reason, boolean call) {
		if (call) {
			return "TOOL_CALLS";
		}
		if (reason == null) {
			return null;
		}
		return switch (reason) {
			// without a call it was a function of the service itself
			case "stop", "function_call" -> "STOP";
			case "length" -> "LENGTH";
			case "blacklist", "request_blacklist", "request_whitelist", "request_filter", "response_blacklist" ->
				"CONTENT_FILTER";
			default -> reason.toUpperCase(Locale.ROOT);
		};
	}

}
