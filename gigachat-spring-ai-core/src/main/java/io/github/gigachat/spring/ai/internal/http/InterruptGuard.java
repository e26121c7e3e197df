package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interrupts a thread within one section of its work, never after it.
 * <p>
 * The JDK's client gives up a blocking {@code send} only when its thread is interrupted.
 * The flag must not outlive the section: it would hit whatever the thread does next.
 * Invariant: {@link Thread#interrupt()} is called only between {@code INTERRUPTING} and
 * {@code INTERRUPTED}; the section's thread either leaves {@code OPEN} first, after which
 * no interrupt follows, or waits for {@code INTERRUPTED} and clears the flag. That wait
 * is for two statements of the other thread.
 */
final class InterruptGuard {

	private static final int OPEN = 0;

	private static final int CLOSED = 1;

	private static final int INTERRUPTING = 2;

	private static final int INTERRUPTED = 3;

	private final AtomicInteger state = new AtomicInteger(OPEN);

	private final Thread thread;

	/**
	 * Opens a section of the current thread.
	 */
	InterruptGuard() {
		this.thread = Thread.currentThread();
	}

	/**
	 * Interrupts the section from another thread; without effect once it was left.
	 */
	void interrupt() {
		if (this.state.compareAndSet(OPEN, INTERRUPTING)) {
			this.thread.interrupt();
			this.state.set(INTERRUPTED);
		}
	}

	/**
	 * Leaves the section, on its own thread.
	 * @param consumed whether an {@link InterruptedException} was caught in it, which
	 * clears the flag
	 */
	void leave(boolean consumed) {
		if (this.state.compareAndSet(OPEN, CLOSED)) {
			if (consumed) {
				this.thread.interrupt();
			}
			return;
		}
		while (this.state.get() == INTERRUPTING) {
			Thread.onSpinWait();
		}
		boolean another = Thread.interrupted();
		if (another && consumed) {
			// Two interrupts came and only one was ours.
			this.thread.interrupt();
		}
	}

}
