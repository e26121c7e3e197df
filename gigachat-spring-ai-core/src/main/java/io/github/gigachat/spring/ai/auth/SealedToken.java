package io.github.gigachat.spring.ai.auth;

import java.time.Duration;
import java.util.Objects;

/**
 * An encrypted access token on its way to or from an {@link AccessTokenStore}.
 *
 * @param text the encrypted token, printable ASCII; a store keeps it as it is
 * @param left how much longer the token lives, above zero. A duration, since the clocks
 * of a fleet may differ
 */
public record SealedToken(String text, Duration left) {

	/**
	 * Creates a sealed token.
	 * @param text the encrypted token
	 * @param left how much longer the token lives
	 */
	public SealedToken {
		Objects.requireNonNull(text, "text");
		Objects.requireNonNull(left, "left");
	}

	/**
	 * Says how long the token lives; not the text.
	 */
	@Override
	public String toString() {
		return "SealedToken[text=***, left=" + this.left + "]";
	}

}
