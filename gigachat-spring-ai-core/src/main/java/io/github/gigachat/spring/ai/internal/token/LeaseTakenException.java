package io.github.gigachat.spring.ai.internal.token;

import java.io.Serial;
import java.time.Duration;

import org.springframework.ai.retry.TransientAiException;

/**
 * Says that other instances of the fleet had the lease all the time and got no token
 * either. It passes: this instance's turn comes.
 */
public final class LeaseTakenException extends TransientAiException {

	@Serial
	private static final long serialVersionUID = 1L;

	public LeaseTakenException(Duration waited) {
		super("Other instances kept the lease of the shared store for " + waited.toMillis()
				+ " ms and published no token");
	}

}
