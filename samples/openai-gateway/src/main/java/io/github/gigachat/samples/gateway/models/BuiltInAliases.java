package io.github.gigachat.samples.gateway.models;

import java.util.List;

import io.github.gigachat.samples.gateway.GatewayProperties;

/**
 * The aliases of a gateway without settings: short names, and names that clients of other
 * services have built in.
 */
final class BuiltInAliases {

	private static final String LITE = "GigaChat-2";

	private static final String PRO = "GigaChat-2-Pro";

	private static final String MAX = "GigaChat-2-Max";

	static final List<GatewayProperties.Alias> ALL = List.of(alias("gigachat", LITE), alias("gigachat-pro", PRO),
			alias("gigachat-max", MAX), alias("gpt-4o*", MAX), alias("gpt-4.1*", MAX), alias("o*-mini", PRO),
			alias("claude-*", MAX), alias("text-embedding-*", "Embeddings"));

	private BuiltInAliases() {
	}

	private static GatewayProperties.Alias alias(String name, String model) {
		return new GatewayProperties.Alias(name, model, null, AliasOptionsReader.NONE);
	}

}
