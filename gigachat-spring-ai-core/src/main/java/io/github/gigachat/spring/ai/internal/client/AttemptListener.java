package io.github.gigachat.spring.ai.internal.client;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.Retryable;

/**
 * Listens to the retries of a call. It counts them. It also throws the cancellation
 * exception if the thread is interrupted during the pause between two attempts, as an
 * interrupt during an attempt does; the retry template would throw the last attempt's
 * failure.
 */
final class AttemptListener implements RetryListener {

	private final @Nullable ApiMeters meters;

	/**
	 * Creates the listener.
	 * @param meters the meters that count the retries, or {@code null} for none
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
