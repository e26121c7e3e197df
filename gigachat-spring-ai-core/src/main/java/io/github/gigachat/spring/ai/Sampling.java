package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

/**
 * How words are chosen. A temperature of 0 is outside the service's range; its own way to
 * ask for the same is {@code top_p} 0.
 */
final class Sampling {

	private Sampling() {
	}

	static @Nullable Double temperature(GigaChatOptions options) {
		return isDeterministic(options) ? null : options.getTemperature();
	}

	static @Nullable Double topP(GigaChatOptions options) {
		return isDeterministic(options) ? Double.valueOf(0) : options.getTopP();
	}

	private static boolean isDeterministic(GigaChatOptions options) {
		Double temperature = options.getTemperature();
		return temperature != null && temperature == 0;
	}

}
