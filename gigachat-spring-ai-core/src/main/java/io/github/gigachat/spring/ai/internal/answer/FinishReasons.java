package io.github.gigachat.spring.ai.internal.answer;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Converts the service's finish reasons to those of Spring AI.
 */
final class FinishReasons {

	private FinishReasons() {
	}

	/**
	 * Returns whether the service reports that the model wrote a call which cannot be
	 * parsed.
	 * @param reason the service's finish reason, or {@code null}
	 * @return {@code true} for {@code error} (v1) and {@code function_call_error} (v2)
	 */
	static boolean isError(@Nullable String reason) {
		return "error".equals(reason) || "function_call_error".equals(reason);
	}

	/**
	 * Converts a finish reason. An answer with a call always has the reason
	 * {@code TOOL_CALLS}.
	 * @param reason the service's finish reason, or {@code null}
	 * @param call whether the answer has a call
	 * @return Spring AI's finish reason; an unknown reason in capitals; {@code null} if
	 * there is none
	 */
	static @Nullable String of(@Nullable String reason, boolean call) {
		if (call) {
			return "TOOL_CALLS";
		}
		if (reason == null) {
			return null;
		}
		return switch (reason) {
			// without a call, the model called a built-in function of the service
			case "stop", "function_call" -> "STOP";
			case "length" -> "LENGTH";
			case "blacklist", "request_blacklist", "request_whitelist", "request_filter", "response_blacklist" ->
				"CONTENT_FILTER";
			default -> reason.toUpperCase(Locale.ROOT);
		};
	}

}
