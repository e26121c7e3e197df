package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

/**
 * Requests the list of models without holding up other requests: it does not queue for
 * {@code max-concurrent-requests}, and gives up as soon as another request waits for its
 * place.
 */
final class ModelsProbe {

	/** Maximum time that a check takes beyond its timeout. */
	static final Duration GRACE = Duration.ofSeconds(1);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

	private final GigaChatApi api;

	private final Duration timeout;

	ModelsProbe(GigaChatApi api, Duration timeout) {
		this.api = api;
		this.timeout = timeout;
	}

	/**
	 * Requests the list once, unless all requests that are allowed are under way.
	 * @return the failure, or {@code null} if the request succeeded, was not sent or gave
	 * way to another one
	 * @throws InterruptedException if the caller is interrupted
	 */
	@Nullable GigaChatFailure ask() throws InterruptedException {
		RequestLimitState requests = this.api.requestLimit();
		if (requests.limit() != null && requests.inUse() >= requests.limit() && !needsToken()) {
			return null;
		}
		FutureTask<@Nullable GigaChatFailure> request = new FutureTask<>(this::request);
		Thread thread = new Thread(request, "gigachat-health");
		thread.setDaemon(true);
		thread.start();
		try {
			return await(request);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The request for the list of models failed", ex.getCause());
		}
		finally {
			request.cancel(true);
		}
	}

	private boolean needsToken() {
		TokenState token = this.api.tokenState();
		return token.used() && !token.hasToken();
	}

	private @Nullable GigaChatFailure request() {
		try {
			this.api.within(this.timeout).withoutRetry().models();
			return null;
		}
		catch (RuntimeException ex) {
			if (ex instanceof GigaChatFailure failure) {
				return failure;
			}
			throw ex;
		}
	}

	private @Nullable GigaChatFailure await(FutureTask<@Nullable GigaChatFailure> request)
			throws InterruptedException, ExecutionException {
		long start = System.nanoTime();
		while (System.nanoTime() - start <= this.timeout.plus(GRACE).toNanos()) {
			try {
				return request.get(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (this.api.requestLimit().waiting() > 0 && !needsToken()) {
					return null;
				}
			}
		}
		throw new IllegalStateException(
				"The request for the list of models did not end within " + this.timeout.plus(GRACE));
	}

}
