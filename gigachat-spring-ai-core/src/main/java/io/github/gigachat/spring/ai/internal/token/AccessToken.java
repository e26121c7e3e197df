package io.github.gigachat.spring.ai.internal.token;

import java.time.Instant;
import java.util.Objects;

/**
 * An access token that authorizes requests until it expires.
 *
 * @param value the token as sent after {@code Bearer}; GigaChat's is an opaque JWE of
 * about 1.2 kB
 * @param expiresAt the expiry by this machine's clock; {@link Instant#MAX} if it is
 * unknown
 */
public record AccessToken(String value, Instant expiresAt) {

	/** Creates a token. */
	public AccessToken {
		Objects.requireNonNull(value, "value");
		Objects.requireNonNull(expiresAt, "expiresAt");
		if (value.isBlank()) {
			throw new IllegalArgumentException("An access token must not be blank");
		}
	}

	/** Creates a token that is used until the service refuses it. */
	public static AccessToken withoutExpiry(String value) {
		return new AccessToken(value, Instant.MAX);
	}

	/**
	 * Returns the expiry without the token itself.
	 */
	@Override
	public String toString() {
		return "AccessToken[value=***, expiresAt=" + this.expiresAt + "]";
	}

}
