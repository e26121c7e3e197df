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
 * Runs blocking tasks on up to four daemon threads, which are virtual on Java 21 and
 * later. A source of tokens therefore never runs on a caller's thread or on an event
 * loop.
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
