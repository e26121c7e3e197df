package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;

/**
 * Executor for tasks that may block, at once or after a pause.
 */
public interface TokenTasks extends AutoCloseable {

	/**
	 * Creates an executor with up to four daemon threads, so that a source of tokens
	 * never runs on a caller's thread or on an event loop.
	 */
	static TokenTasks onThreads(String namePrefix) {
		return new OnThreads(DaemonThreads.pool(namePrefix, 4));
	}

	/**
	 * Runs a task after the pause, never on the calling thread. Ignores the task after
	 * {@link #close()}.
	 */
	void after(Duration pause, Runnable task);

	@Override
	void close();

	/** Runs the tasks on a pool of threads. */
	record OnThreads(ThreadPoolExecutor threads) implements TokenTasks {

		@Override
		public void after(Duration pause, Runnable task) {
			if (pause.isZero()) {
				executeUnlessClosed(task);
			}
			else {
				// the JDK's timer thread only submits the task
				CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, this::executeUnlessClosed)
					.execute(task);
			}
		}

		private void executeUnlessClosed(Runnable task) {
			try {
				this.threads.execute(task);
			}
			catch (RejectedExecutionException ex) {
				// closed
			}
		}

		@Override
		public void close() {
			// the remaining tasks notify their waiters that there is nothing to wait for
			this.threads.shutdownNow().forEach(Runnable::run);
		}

	}

}
