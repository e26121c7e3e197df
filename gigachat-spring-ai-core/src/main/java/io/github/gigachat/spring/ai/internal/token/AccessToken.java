package io.github.gigachat.spring.ai.internal.token;

import java.time.Instant;
import java.util.Objects;

/**
 * What authorizes requests until it expires.
 *
 * @param value the token as it stands behind {@code Bearer}; GigaChat's is an opaque JWE
 * of about 1.2 kB
 * @param expiresAt when it stops working, on this machine's clock; {@link Instant#MAX}
 * for a token that is not known to expire
 */
public record AccessToken(String value, Instant expiresAt) {

	/**
	 * Creates a token.
	 * @param value the token as it stands behind {@code Bearer}
	 * @param expiresAt when it stops working, on this machine's clock
	 */
	public AccessToken {
		Objects.requireNonNull(value, "value");
		Objects.requireNonNull(expiresAt, "expiresAt");
		if (value.isBlank()) {
			throw new IllegalArgumentException("An access token must not be blank");
		}
	}

	/**
	 * A token that is used until the service refuses it.
	 * @param value the token as it stands behind {@code Bearer}
	 * @return the token
	 */
	public static AccessToken withoutExpiry(String value) {
		return new AccessToken(value, Instant.MAX);
	}

	/**
	 * Says when the token expires; never the token itself.
	 */
	@Override
	public String toString() {
		return "AccessToken[value=***, expiresAt=" + this.expiresAt + "]";
	}

}
