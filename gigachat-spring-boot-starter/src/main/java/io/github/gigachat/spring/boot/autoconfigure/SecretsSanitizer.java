package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.Locale;

import io.github.gigachat.spring.boot.GigaChatProperties;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks GigaChat's secrets in Actuator's {@code env} and {@code configprops}, also where
 * an application has all values shown: by the names of their properties, however they are
 * spelt, and by their values wherever else these stand, like a variable that a property
 * refers to or the command line. It masks them for whoever does not use this provider,
 * too.
 */
final class SecretsSanitizer implements SanitizingFunction {

	private static final String PREFIX = plain(GigaChatProperties.CONFIG_PREFIX);

	private static final List<String> SECRETS = List.of("apikey", "clientsecret", "password", "accesstoken");

	private static final String HEADERS = "headers";

	/** A shorter secret would be found in words that have nothing to do with it. */
	private static final int SHORTEST_WITHIN = 6;

	private final ConfiguredSecrets secrets;

	SecretsSanitizer(ConfiguredSecrets secrets) {
		this.secrets = secrets;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		boolean secret = isSecret(plain(data.getKey())) || tellsSecret(value.toString());
		return secret ? data.withSanitizedValue() : data;
	}

	private static boolean isSecret(String key) {
		if (!key.startsWith(PREFIX)) {
			return false;
		}
		String name = key.substring(PREFIX.length());
		return SECRETS.contains(name) || name.startsWith(HEADERS);
	}

	/** Letters and digits alone, which all spellings of a property have in common. */
	private static String plain(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private boolean tellsSecret(String value) {
		return this.secrets.values()
			.stream()
			.anyMatch(
					(secret) -> value.equals(secret) || (secret.length() >= SHORTEST_WITHIN && value.contains(secret)));
	}

}
