package io.github.gigachat.spring.ai.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Checks the form of an authorization key, so that a slip of the hand is told apart from
 * a key that the service refuses.
 */
final class AuthorizationKey {

	private AuthorizationKey() {
	}

	static String checked(@Nullable String key) {
		String trimmed = (key != null) ? key.strip() : "";
		if (trimmed.isEmpty()) {
			throw new InvalidAuthorizationKeyException("is empty");
		}
		byte[] decoded;
		try {
			decoded = Base64.getDecoder().decode(trimmed);
		}
		catch (IllegalArgumentException ex) {
			// the decoder's message may show characters of the key
			throw new InvalidAuthorizationKeyException("is not Base64");
		}
		int colon = new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':');
		if (colon <= 0 || colon == decoded.length - 1) {
			throw new InvalidAuthorizationKeyException("does not hold client-id:client-secret");
		}
		return trimmed;
	}

	static String of(String clientId, String clientSecret) {
		return Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
	}

}
