package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.Retryable;

/**
 * Hears what happens between the attempts of a call: counts them, and ends a call whose
 * thread was interrupted there as one interrupted within an attempt ends; the template
 * would tell the last attempt's failure.
 */
final class AttemptListener implements RetryListener {

	private final @Nullable ApiMeters meters;

	/**
	 * Creates the listener.
	 * @param meters what counts; {@code null} for nobody
	 */
	AttemptListener(@Nullable ApiMeters meters) {
		this.meters = meters;
	}

	static void count(@Nullable ApiMeters meters, Throwable failure) {
		if (meters != null) {
			meters.retried(failure);
		}
	}

	@Override
	public void beforeRetry(RetryPolicy policy, Retryable<?> call, RetryState state) {
		count(this.meters, state.getLastException());
	}

	@Override
	public void onRetryPolicyInterruption(RetryPolicy policy, Retryable<?> call, RetryException failure) {
		throw ExceptionFactory.interruptedPause(failure.getLastException());
	}

}
