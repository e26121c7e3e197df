package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

/**
 * Runs tasks that may block, each on a thread that may, at once or after a pause.
 */
interface TokenTasks extends AutoCloseable {

	/**
	 * Runs a task once the pause is over, never on the calling thread; after
	 * {@link #close()} never.
	 * @param pause the pause, zero for none
	 * @param task the task
	 */
	void after(Duration pause, Runnable task);

	@Override
	void close();

}
