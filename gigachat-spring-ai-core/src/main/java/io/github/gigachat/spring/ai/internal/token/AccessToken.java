package io.github.gigachat.spring.ai.internal.token;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An access token that authorizes requests until it expires.
 */
public final class AccessToken {

	private static final String SCHEME = "Bearer ";

	/** The only copy of the token that is kept; each request sends it. */
	private final String authorization;

	private final Instant expiresAt;

	/**
	 * Creates a token.
	 * @param value the token; GigaChat's is an opaque JWE of about 1.2 kB
	 * @param expiresAt the expiry by this machine's clock; {@link Instant#MAX} if it is
	 * unknown
	 */
	public AccessToken(String value, Instant expiresAt) {
		this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
		if (value.isBlank()) {
			throw new IllegalArgumentException("An access token must not be blank");
		}
		this.authorization = SCHEME + value;
	}

	/** Creates a token that is used until the service refuses it. */
	public static AccessToken withoutExpiry(String value) {
		return new AccessToken(value, Instant.MAX);
	}

	/** Returns the token. */
	public String value() {
		return this.authorization.substring(SCHEME.length());
	}

	/** Returns the value of the header {@code Authorization}. */
	public String authorization() {
		return this.authorization;
	}

	public Instant expiresAt() {
		return this.expiresAt;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AccessToken token && this.authorization.equals(token.authorization)
				&& this.expiresAt.equals(token.expiresAt);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.authorization, this.expiresAt);
	}

	/**
	 * Returns the expiry without the token itself.
	 */
	@Override
	public String toString() {
		return "AccessToken[value=***, expiresAt=" + this.expiresAt + "]";
	}

}
