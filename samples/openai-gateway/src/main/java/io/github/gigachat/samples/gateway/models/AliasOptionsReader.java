package io.github.gigachat.samples.gateway.models;

import java.util.Set;

import io.github.gigachat.samples.gateway.GatewayProperties.AliasOptions;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.spring.ai.GigaChatOptions;

/**
 * Checks the options of an alias, and converts them to those of the provider.
 */
final class AliasOptionsReader {

	/** The options of an alias that sets none. */
	static final AliasOptions NONE = new AliasOptions(null, null, null, null, null);

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

	private AliasOptionsReader() {
	}

	/**
	 * Converts options.
	 * @param options the options
	 * @param property the property of the options
	 * @throws InvalidSettingsException if the value of an option is wrong
	 */
	static GigaChatOptions read(AliasOptions options, String property) {
		Double temperature = options.temperature();
		require(temperature == null || (temperature >= 0 && temperature <= 2), property + ".temperature",
				"a number from 0 to 2");
		String effort = options.reasoningEffort();
		require(effort == null || EFFORTS.contains(effort), property + ".reasoning-effort", "low, medium or high");
		Integer maxTokens = options.maxTokens();
		require(maxTokens == null || maxTokens > 0, property + ".max-tokens", "a whole number of at least 1");
		return GigaChatOptions.builder()
			.temperature(temperature)
			.reasoningEffort(effort)
			.api(options.api())
			.structuredOutput(options.structuredOutput())
			.maxTokens(maxTokens)
			.build();
	}

	private static void require(boolean condition, String property, String range) {
		if (!condition) {
			throw InvalidSettingsException.of(property, "the value is outside its range", "Set " + range);
		}
	}

}
