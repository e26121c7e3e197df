package io.github.gigachat.samples.gateway.chat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads that parse requests and prepare the requests to the service. The threads
 * that receive bodies and deliver answers stay free for these. Preparation computes and
 * does not wait, so a few threads serve any number of requests; they share one queue.
 */
@Component
public final class PreparationThreads implements DisposableBean {

	private static final int LEAST = 4;

	private static final int IDLE_SECONDS = 60;

	private final Scheduler scheduler;

	PreparationThreads() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("preparation-");
		factory.setDaemon(true);
		int count = Math.max(LEAST, Runtime.getRuntime().availableProcessors());
		ThreadPoolExecutor threads = new ThreadPoolExecutor(count, count, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		threads.allowCoreThreadTimeOut(true);
		this.scheduler = Schedulers.fromExecutorService(threads, "preparation");
	}

	/** Returns the scheduler of the threads. */
	public Scheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public void destroy() {
		this.scheduler.dispose();
	}

}
