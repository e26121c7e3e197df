package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.RejectedExecutionException;

import reactor.core.scheduler.Schedulers;

/**
 * Runs tasks that may block on threads of Reactor's bounded elastic scheduler.
 */
public final class ElasticThreads {

	private ElasticThreads() {
	}

	/**
	 * Runs a task on one of the threads. Cancelling a subscription does not interrupt it.
	 */
	public static void execute(Runnable task) {
		try {
			Schedulers.boundedElastic().schedule(task);
		}
		catch (RejectedExecutionException ex) {
			// Reactor was shut down first: run on this thread, or nobody learns of the
			// end
			task.run();
		}
	}

}
