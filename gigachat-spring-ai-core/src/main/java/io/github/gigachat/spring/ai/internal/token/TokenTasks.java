package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

/**
 * Executor for tasks that may block, at once or after a pause.
 */
interface TokenTasks extends AutoCloseable {

	/**
	 * Runs a task after the pause, never on the calling thread. Ignores the task after
	 * {@link #close()}.
	 * @param pause the pause, zero for none
	 * @param task the task
	 */
	void after(Duration pause, Runnable task);

	@Override
	void close();

}
