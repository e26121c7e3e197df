package io.github.gigachat.spring.ai.internal.token;

import java.io.Serial;
import java.time.Duration;

import org.springframework.ai.retry.TransientAiException;

/**
 * Thrown when other instances held the lease of the shared store during the whole wait
 * and published no token. The failure is temporary.
 */
public final class LeaseTakenException extends TransientAiException {

	@Serial
	private static final long serialVersionUID = 1L;

	public LeaseTakenException(Duration waited) {
		super("Other instances kept the lease of the shared store for " + waited.toMillis()
				+ " ms and published no token");
	}

}
