package io.github.gigachat.spring.ai.internal.token.shared;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.SealedToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.internal.token.TokenTasks;
import org.jspecify.annotations.Nullable;

/**
 * Calls a shared store with a timeout. Every failure becomes a
 * {@link StoreFailedException}.
 */
final class BoundedStore implements AutoCloseable {

	static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

	private final AccessTokenStore store;

	private final TokenTasks tasks = TokenTasks.onThreads("gigachat-token-store-");

	private volatile boolean closed;

	BoundedStore(AccessTokenStore store) {
		this.store = store;
	}

	@Nullable SealedToken read(String name) {
		return ask(() -> this.store.read(name));
	}

	boolean lease(String name, String owner, Duration life) {
		try {
			return Boolean.TRUE.equals(ask(() -> this.store.lease(name, owner, life)));
		}
		catch (StoreFailedException ex) {
			// the store may have granted the lease although the response was lost
			releaseLater(name, owner);
			throw ex;
		}
	}

	boolean publish(String name, String owner, SealedToken token) {
		return Boolean.TRUE.equals(ask(() -> this.store.publish(name, owner, token)));
	}

	/** Releases a lease and waits for the store; used on close. */
	void release(String name, String owner) {
		@Nullable Object unused = ask(() -> {
			this.store.release(name, owner);
			return null;
		});
	}

	/** Releases a lease without waiting; a lease that is not released expires. */
	void releaseLater(String name, String owner) {
		FutureTask<?> unused = start(() -> {
			this.store.release(name, owner);
			return null;
		});
	}

	/** Extends a lease without waiting. */
	void keepLeaseLater(String name, String owner, Duration life) {
		FutureTask<?> unused = start(() -> this.store.lease(name, owner, life));
	}

	private <T> @Nullable T ask(Supplier<@Nullable T> question) {
		FutureTask<@Nullable T> task = start(question);
		try {
			return task.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new StoreFailedException("no answer within " + LONGEST_ANSWER.toMillis() + " ms", null);
		}
		catch (ExecutionException ex) {
			throw new StoreFailedException(classes(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw AccessTokenUnavailableException.interrupted();
		}
		finally {
			task.cancel(true);
		}
	}

	private <T> FutureTask<@Nullable T> start(Supplier<@Nullable T> question) {
		FutureTask<@Nullable T> task = new FutureTask<>(() -> {
			if (this.closed) {
				throw new StoreFailedException("closed", null);
			}
			return question.get();
		});
		this.tasks.after(Duration.ZERO, task);
		return task;
	}

	/**
	 * Returns the classes without the messages, which may contain an address with a
	 * password.
	 */
	private static String classes(@Nullable Throwable failure) {
		StringBuilder classes = new StringBuilder();
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 5; cause = cause.getCause(), depth++) {
			classes.append(classes.isEmpty() ? "" : ", caused by ").append(cause.getClass().getName());
		}
		return classes.toString();
	}

	@Override
	public void close() {
		this.closed = true;
		this.tasks.close();
	}

	/**
	 * Thrown when a call of the shared store fails. The message contains no secret.
	 */
	static final class StoreFailedException extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		private StoreFailedException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
