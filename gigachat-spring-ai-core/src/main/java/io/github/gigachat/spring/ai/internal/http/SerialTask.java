package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does one thing on one thread at a time, without making anybody wait: whoever asks while
 * it is being done makes that thread do it once more.
 */
public final class SerialTask {

	private final Runnable task;

	/** Who asked since the task was idle; whoever raises it from zero does the task. */
	private final AtomicInteger asked = new AtomicInteger();

	/**
	 * Creates the task.
	 * @param task what is done; it must not block, and must not throw
	 */
	public SerialTask(Runnable task) {
		this.task = task;
	}

	/**
	 * Sees to it that the task is done after this call began: here, or on the thread that
	 * is at it.
	 */
	public void run() {
		if (this.asked.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		do {
			this.task.run();
			missed = this.asked.addAndGet(-missed);
		}
		while (missed != 0);
	}

}
