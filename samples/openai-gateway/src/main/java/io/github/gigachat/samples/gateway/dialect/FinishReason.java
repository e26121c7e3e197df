package io.github.gigachat.samples.gateway.dialect;

import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.Generation;

/**
 * The reasons why an answer ends. The set is closed: some clients ask again without end
 * when they read a word that they do not know.
 */
public enum FinishReason {

	/** The answer is complete, or has reached a stop sequence. */
	STOP,

	/** The answer has reached the maximum number of tokens. */
	LENGTH,

	/** The answer is a call of tools. */
	TOOL_CALLS,

	/** The service withholds the answer. */
	CONTENT_FILTER;

	/**
	 * The metadata of a generation that has reached a stop sequence: that text.
	 */
	public static final String STOP_SEQUENCE = "gatewayStopSequence";

	private static final Set<String> KNOWN = Set.of("STOP", "LENGTH", "TOOL_CALLS", "CONTENT_FILTER");

	/**
	 * Returns the reason of a generation.
	 * @param generation the generation
	 * @param called whether the answer so far has calls
	 * @return the reason, or {@code null} if the generation has none
	 */
	public static @Nullable FinishReason of(Generation generation, boolean called) {
		String reason = generation.getMetadata().getFinishReason();
		if (reason == null || reason.isEmpty()) {
			return null;
		}
		String own = generation.getMetadata().get(GigaChatMetadata.NATIVE_FINISH_REASON);
		if ("length".equals(own) || reason.equals("LENGTH")) {
			return LENGTH;
		}
		if (reason.equals("CONTENT_FILTER")) {
			return CONTENT_FILTER;
		}
		return called ? TOOL_CALLS : STOP;
	}

	/**
	 * Returns whether a finish reason of the provider is one that the gateway knows.
	 * @param reason the reason, as the provider gives it
	 * @return {@code true} if it has a counterpart here
	 */
	public static boolean isKnown(String reason) {
		return KNOWN.contains(reason);
	}

}
