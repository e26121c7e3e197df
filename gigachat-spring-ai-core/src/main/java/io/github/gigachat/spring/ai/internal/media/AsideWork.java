package io.github.gigachat.spring.ai.internal.media;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that may block indefinitely, such as reading a resource or resolving a host
 * name, on a separate thread, and waits for a limited time. The pool of
 * {@link MediaThreads} is not suitable, since its threads are the ones that wait.
 */
final class AsideWork {

	/** Platform threads: a virtual thread that hangs may pin its carrier thread. */
	private static final ThreadFactory THREADS = DaemonThreads.platform("gigachat-media-aside-");

	private AsideWork() {
	}

	/**
	 * Runs work and waits for its result. If the time is over or the caller is
	 * interrupted, the work is interrupted and the object that it blocks on is closed.
	 * @param work the work, run in the caller's context
	 * @param blocking closes the object that the work blocks on; a failure to close is
	 * ignored
	 * @throws TimeoutException if the maximum time is exceeded
	 */
	static <T> T run(Callable<T> work, Duration atMost, Closeable blocking)
			throws IOException, InterruptedException, TimeoutException {
		FutureTask<T> task = new FutureTask<>(ContextSnapshotFactory.builder().build().captureAll().wrap(work));
		THREADS.newThread(task).start();
		boolean ended = false;
		try {
			T result = task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
			ended = true;
			return result;
		}
		catch (ExecutionException ex) {
			ended = true;
			throw failure(ex.getCause());
		}
		finally {
			if (!ended) {
				task.cancel(true);
				// closing may block as well
				THREADS.newThread(new FutureTask<@Nullable Void>(() -> {
					blocking.close();
					return null;
				})).start();
			}
		}
	}

	private static RuntimeException failure(@Nullable Throwable cause) throws IOException {
		if (cause instanceof IOException failure) {
			throw failure;
		}
		if (cause instanceof Error error) {
			throw error;
		}
		return (cause instanceof RuntimeException failure) ? failure : new IllegalStateException(cause);
	}

}
