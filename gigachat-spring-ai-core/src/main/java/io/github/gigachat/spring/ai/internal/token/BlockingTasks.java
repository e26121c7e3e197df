package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.CustomizableThreadCreator;

/**
 * A few daemon threads, virtual where the JVM has them, for what may block: no caller's
 * thread, and no event loop, runs a source of tokens.
 */
public final class BlockingTasks implements TokenTasks {

	private static final int MOST_THREADS = 4;

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private final ThreadPoolExecutor threads;

	public BlockingTasks(String namePrefix) {
		this.threads = new ThreadPoolExecutor(MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threadFactory(namePrefix));
		this.threads.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory threadFactory(String namePrefix) {
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			return new VirtualThreadTaskExecutor(namePrefix).getVirtualThreadFactory();
		}
		CustomizableThreadCreator creator = new CustomizableThreadCreator(namePrefix);
		creator.setDaemon(true);
		return creator::createThread;
	}

	@Override
	public void after(Duration pause, Runnable task) {
		if (pause.isZero()) {
			executeUnlessClosed(task);
		}
		else {
			// the JDK's own timer thread only hands the task over
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
		// what is left tells those who waited that they need not
		this.threads.shutdownNow().forEach(Runnable::run);
	}

}
