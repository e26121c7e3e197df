package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task on one thread at a time without blocking other threads. A request that
 * arrives while the task runs makes the running thread run it once more.
 */
public final class SerialTask {

	private final Runnable task;

	/**
	 * The requests since the task was idle. The thread that raises it from zero runs it.
	 */
	private final AtomicInteger asked = new AtomicInteger();

	/**
	 * Creates the task.
	 * @param task the task; it must neither block nor throw
	 */
	public SerialTask(Runnable task) {
		this.task = task;
	}

	/**
	 * Ensures that the task runs at least once after the start of this call, either on
	 * this thread or on the thread that runs it already.
	 */
	public void run() {
		if (this.asked.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		boolean ended = false;
		try {
			do {
				this.task.run();
				missed = this.asked.addAndGet(-missed);
			}
			while (missed != 0);
			ended = true;
		}
		finally {
			if (!ended) {
				// after an Error, later requests must still run the task
				this.asked.set(0);
			}
		}
	}

}
