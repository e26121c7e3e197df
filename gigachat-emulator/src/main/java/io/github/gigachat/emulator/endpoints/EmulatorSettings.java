package io.github.gigachat.emulator.endpoints;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a builder decided, fixed for the life of an emulator.
 *
 * @param port the port to listen on, 0 for a free one
 * @param tls whether clients speak TLS
 * @param http1Only whether HTTP/2 is not offered
 * @param maxConcurrentStreams how many streams an HTTP/2 connection takes, 0 for the
 * server's own number
 * @param tokenLifetime how long a token is valid
 * @param tokenGrace how long a token is accepted after the end that was stated for it
 * @param expiresInSeconds whether the OAuth endpoint states expiry in seconds
 * @param legacyTokenShape whether the OAuth endpoint answers {@code tok} and {@code exp}
 * @param scope the scope of the key's contract
 * @param username who may use the password grant
 * @param password the password of that user
 * @param authentication whether API requests need a token
 * @param acceptedHeaders headers that stand for a token
 * @param acceptedTokens fixed tokens
 * @param models chat models beside the known ones
 * @param embeddingModels embedding models beside the known ones
 * @param modelsWithoutFunctions chat models that refuse functions
 * @param files ids of files that may be attached
 * @param tools built-in tools beside those that the public service has
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
