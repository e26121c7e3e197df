package io.github.gigachat.spring.ai.auth;

import java.time.Duration;
import java.util.Objects;

/**
 * An encrypted access token as an {@link AccessTokenStore} keeps it.
 *
 * @param text the encrypted token in printable ASCII; a store keeps it unchanged
 * @param left the remaining lifetime, greater than zero; a duration, because the clocks
 * of the instances may differ
 */
public record SealedToken(String text, Duration left) {

	/**
	 * Creates a sealed token.
	 * @param text the encrypted token
	 * @param left the remaining lifetime
	 */
	public SealedToken {
		Objects.requireNonNull(text, "text");
		Objects.requireNonNull(left, "left");
	}

	/**
	 * Returns the remaining lifetime without the encrypted text.
	 */
	@Override
	public String toString() {
		return "SealedToken[text=***, left=" + this.left + "]";
	}

}
