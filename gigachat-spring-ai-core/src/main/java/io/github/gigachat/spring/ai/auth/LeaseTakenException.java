package io.github.gigachat.spring.ai.auth;

import java.io.Serial;
import java.time.Duration;

import org.springframework.ai.retry.TransientAiException;

/**
 * Says that other instances of the fleet had the lease all the time and got no token
 * either. It passes: this instance's turn comes.
 */
final class LeaseTakenException extends TransientAiException {

	@Serial
	private static final long serialVersionUID = 1L;

	LeaseTakenException(Duration waited) {
		super("Other instances kept the lease of the shared store for " + waited.toMillis()
				+ " ms and published no token");
	}

}
