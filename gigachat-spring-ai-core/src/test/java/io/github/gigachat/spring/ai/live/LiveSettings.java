package io.github.gigachat.spring.ai.live;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the live check. The key comes from the environment alone, since a command
 * line is visible to others; everything else from a system property or the environment.
 *
 * @param apiKey the authorization key, or null if there is none
 * @param scope the scope of the contract
 * @param baseUrl the root of the v1 API
 * @param authUrl the token endpoint
 * @param model the model that chats
 * @param visionModel the model that is shown a picture
 * @param embeddingModel the model that embeds
 * @param folder the folder of the recordings and the report
 * @param budget the maximum number of tokens
 */
public record LiveSettings(@Nullable String apiKey, String scope, String baseUrl, String authUrl, String model,
		String visionModel, String embeddingModel, Path folder, long budget) {

	/** The environment variable that holds the key. */
	static final String KEY = "GIGACHAT_API_KEY";

	static final long DEFAULT_BUDGET = 20_000;

	/**
	 * Reads the settings.
	 * @param environment the environment variables
	 * @param properties the system properties, which take precedence
	 * @return the settings
	 * @throws IllegalArgumentException if the budget is not a positive number
	 */
	public static LiveSettings of(Map<String, String> environment, Properties properties) {
		Source source = new Source(environment, properties);
		String key = environment.getOrDefault(KEY, "");
		Path folder = Path.of(properties.getProperty("basedir", "."))
			.resolve(source.get("recordings", "GIGACHAT_LIVE_RECORDINGS", "target/live-recordings"))
			.normalize();
		return new LiveSettings(key.isBlank() ? null : key.strip(),
				source.get("scope", "GIGACHAT_SCOPE", GigaChatApi.DEFAULT_SCOPE),
				source.get("base-url", "GIGACHAT_BASE_URL", GigaChatApi.DEFAULT_BASE_URL),
				source.get("auth-url", "GIGACHAT_AUTH_URL", GigaChatApi.DEFAULT_AUTH_URL),
				source.get("model", "GIGACHAT_MODEL", "GigaChat-2"),
				source.get("vision-model", "GIGACHAT_VISION_MODEL", "GigaChat-2-Pro"),
				source.get("embedding-model", "GIGACHAT_EMBEDDING_MODEL", "Embeddings"), folder,
				budget(source.get("budget", "GIGACHAT_LIVE_BUDGET", String.valueOf(DEFAULT_BUDGET))));
	}

	private static long budget(String text) {
		try {
			long budget = Long.parseLong(text);
			if (budget > 0) {
				return budget;
			}
		}
		catch (NumberFormatException ex) {
			// refused below, like a number that is not positive
		}
		throw new IllegalArgumentException("gigachat.live.budget must be a positive number of tokens, not " + text);
	}

	/**
	 * Tells everything but the key.
	 */
	@Override
	public String toString() {
		return "LiveSettings[apiKey=" + ((this.apiKey != null) ? "***" : "null") + ", scope=" + this.scope
				+ ", baseUrl=" + this.baseUrl + ", model=" + this.model + ", budget=" + this.budget + "]";
	}

	private record Source(Map<String, String> environment, Properties properties) {

		String get(String property, String variable, String otherwise) {
			String value = this.properties.getProperty("gigachat.live." + property, "");
			if (value.isBlank()) {
				value = this.environment.getOrDefault(variable, "");
			}
			return value.isBlank() ? otherwise : value.strip();
		}

	}

}
