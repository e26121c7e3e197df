package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFailure;
import io.github.gigachat.spring.ai.api.RequestLimitState;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the list of models, and gives way: it does not get in line under
 * {@code max-concurrent-requests}, and leaves when another request has to wait for its
 * place.
 */
final class ModelsProbe {

	/** What a check takes beyond its timeout at most. */
	static final Duration GRACE = Duration.ofSeconds(1);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

	private final GigaChatApi api;

	private final Duration timeout;

	ModelsProbe(GigaChatApi api, Duration timeout) {
		this.api = api;
		this.timeout = timeout;
	}

	/**
	 * Asks once, if there is room.
	 * @return what went wrong; {@code null} where nothing did, and where there is no room
	 * @throws InterruptedException when the caller is interrupted
	 */
	@Nullable GigaChatFailure ask() throws InterruptedException {
		RequestLimitState requests = this.api.requestLimit();
		if (requests.limit() != null && requests.inUse() >= requests.limit() && !needsToken()) {
			return null;
		}
		CompletableFuture<@Nullable GigaChatFailure> answer = new CompletableFuture<>();
		Thread asking = new Thread(() -> ask(answer), "gigachat-health");
		asking.setDaemon(true);
		asking.start();
		try {
			return await(answer);
		}
		finally {
			// ends it where it has not ended
			asking.interrupt();
		}
	}

	private boolean needsToken() {
		TokenState token = this.api.tokenState();
		return token.used() && !token.hasToken();
	}

	private @Nullable GigaChatFailure await(CompletableFuture<@Nullable GigaChatFailure> answer)
			throws InterruptedException {
		long start = System.nanoTime();
		while (true) {
			try {
				return answer.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (this.api.requestLimit().waiting() > 0 && !needsToken()) {
					return null;
				}
				if (System.nanoTime() - start > this.timeout.plus(GRACE).toNanos()) {
					throw new IllegalStateException("Asking for the models took longer than its time");
				}
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("The models could not be asked for", ex.getCause());
			}
		}
	}

	private void ask(CompletableFuture<@Nullable GigaChatFailure> answer) {
		try {
			this.api.models(CallScope.within(this.timeout));
			answer.complete(null);
		}
		catch (RuntimeException ex) {
			if (ex instanceof GigaChatFailure known) {
				answer.complete(known);
			}
			else {
				answer.completeExceptionally(ex);
			}
		}
	}

}
