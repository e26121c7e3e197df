package io.github.gigachat.emulator.endpoints;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The settings of an emulator, as its builder describes them.
 */
public record EmulatorSettings(int port, boolean tls, boolean http1Only, int maxConcurrentStreams,
		Duration tokenLifetime, Duration tokenGrace, boolean expiresInSeconds, boolean legacyTokenShape, String scope,
		String username, String password, boolean authentication, Map<String, String> acceptedHeaders,
		Set<String> acceptedTokens, Set<String> models, Map<String, EmbeddingModel> embeddingModels,
		Set<String> modelsWithoutFunctions, Set<String> files, Set<String> tools) {

	private static final String CLIENT_ID = "00000000-0000-4000-8000-000000000000";

	private static final String CLIENT_SECRET = "emulator-only-not-a-secret";

	public EmulatorSettings {
		acceptedHeaders = new LinkedHashMap<>(acceptedHeaders);
		acceptedTokens = new LinkedHashSet<>(acceptedTokens);
		models = new LinkedHashSet<>(models);
		embeddingModels = new LinkedHashMap<>(embeddingModels);
		modelsWithoutFunctions = new LinkedHashSet<>(modelsWithoutFunctions);
		files = new LinkedHashSet<>(files);
		tools = new LinkedHashSet<>(tools);
	}

	public String apiKey() {
		return basic(CLIENT_ID, CLIENT_SECRET);
	}

	String userKey() {
		return basic(this.username, this.password);
	}

	private static String basic(String name, String secret) {
		return Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "EmulatorSettings[port=" + this.port + ", tls=" + this.tls + "]";
	}

}
