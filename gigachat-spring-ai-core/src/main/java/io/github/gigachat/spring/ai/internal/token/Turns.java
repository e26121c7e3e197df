package io.github.gigachat.spring.ai.internal.token;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order of their arrival, without blocking. A task that
 * arrives while another one runs is left to the thread that runs that one.
 * <p>
 * A task must be short and must not block, because it may run on any caller's thread,
 * including event loops. The writes of a task are visible to the next one.
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
				// the next tasks must still run
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
