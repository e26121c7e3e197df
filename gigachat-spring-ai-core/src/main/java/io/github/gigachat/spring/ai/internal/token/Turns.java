package io.github.gigachat.spring.ai.internal.token;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they come, without making anybody wait:
 * a task that comes while another runs is left to the thread that runs that one.
 * <p>
 * A task is short and blocks on nothing, since any caller's thread may have to run it,
 * event loops among them. What one task wrote, the next one sees.
 */
final class Turns {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger left = new AtomicInteger();

	void take(Runnable task) {
		this.tasks.add(task);
		if (this.left.getAndIncrement() == 0) {
			runAll();
		}
	}

	private void runAll() {
		Throwable failure = null;
		do {
			try {
				this.tasks.remove().run();
			}
			catch (RuntimeException | Error ex) {
				// whoever comes next must not be left without a turn
				failure = ex;
			}
		}
		while (this.left.decrementAndGet() > 0);
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException runtime) {
			throw runtime;
		}
	}

}
