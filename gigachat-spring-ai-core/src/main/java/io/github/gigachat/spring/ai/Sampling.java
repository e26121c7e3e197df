package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

/**
 * The options of sampling in the form of the wire. The service does not accept a
 * temperature of 0; {@code top_p} 0 has the same effect.
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
