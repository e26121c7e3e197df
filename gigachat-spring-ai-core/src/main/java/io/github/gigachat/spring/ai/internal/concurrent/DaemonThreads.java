package io.github.gigachat.spring.ai.internal.concurrent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Schedulers;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.CustomizableThreadCreator;

/**
 * Creates daemon threads, which do not keep the JVM running.
 */
public final class DaemonThreads {

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private DaemonThreads() {
	}

	/** Creates a factory of platform threads. */
	public static ThreadFactory platform(String namePrefix) {
		CustomizableThreadCreator creator = new CustomizableThreadCreator(namePrefix);
		creator.setDaemon(true);
		return creator::createThread;
	}

	/**
	 * Creates a pool that queues tasks when all of its threads are busy. The threads are
	 * virtual on Java 21 and later.
	 */
	public static ThreadPoolExecutor pool(String namePrefix, int mostThreads) {
		boolean virtual = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
		ThreadPoolExecutor pool = new ThreadPoolExecutor(mostThreads, mostThreads, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(),
				virtual ? new VirtualThreadTaskExecutor(namePrefix).getVirtualThreadFactory() : platform(namePrefix));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * Runs a task that may block on a thread of Reactor. If Reactor was shut down first,
	 * the task runs on this thread, because otherwise it would never run.
	 */
	public static void runOnReactor(Runnable task) {
		try {
			Schedulers.boundedElastic().schedule(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

}
