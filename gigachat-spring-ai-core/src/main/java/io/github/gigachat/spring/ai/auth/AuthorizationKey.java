package io.github.gigachat.spring.ai.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Checks the format of an authorization key, so that a mistyped key is reported before
 * the service refuses it.
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
		boolean pair = isPair(decoded);
		Arrays.fill(decoded, (byte) 0);
		if (!pair) {
			throw new InvalidAuthorizationKeyException("does not hold client-id:client-secret");
		}
		return trimmed;
	}

	private static boolean isPair(byte[] decoded) {
		for (int i = 0; i < decoded.length; i++) {
			if (decoded[i] == ':') {
				return i > 0 && i < decoded.length - 1;
			}
		}
		return false;
	}

	static String of(String clientId, String clientSecret) {
		byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
		byte[] secret = clientSecret.getBytes(StandardCharsets.UTF_8);
		byte[] pair = ByteBuffer.allocate(id.length + 1 + secret.length).put(id).put((byte) ':').put(secret).array();
		String key = Base64.getEncoder().encodeToString(pair);
		// leave no unneeded copy of the secret in memory
		Arrays.fill(secret, (byte) 0);
		Arrays.fill(pair, (byte) 0);
		return key;
	}

}
