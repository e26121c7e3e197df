package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interrupts a thread during one section of its work, never after it.
 * <p>
 * The JDK client abandons a blocking {@code send} only if its thread is interrupted. The
 * interrupt flag must not outlive the section, because it would affect later work of the
 * thread. Invariant: {@link Thread#interrupt()} is called only between
 * {@code INTERRUPTING} and {@code INTERRUPTED}. The thread of the section either leaves
 * {@code OPEN} first, after which no interrupt follows, or waits for {@code INTERRUPTED}
 * and clears the flag. It waits for two statements of the other thread at most.
 */
final class InterruptGuard {

	private static final int OPEN = 0;

	private static final int CLOSED = 1;

	private static final int INTERRUPTING = 2;

	private static final int INTERRUPTED = 3;

	private final AtomicInteger state = new AtomicInteger(OPEN);

	private final Thread thread;

	/**
	 * Opens a section on the current thread.
	 */
	InterruptGuard() {
		this.thread = Thread.currentThread();
	}

	/**
	 * Interrupts the section from another thread. Has no effect once the section was
	 * left.
	 */
	void interrupt() {
		if (this.state.compareAndSet(OPEN, INTERRUPTING)) {
			this.thread.interrupt();
			this.state.set(INTERRUPTED);
		}
	}

	/**
	 * Leaves the section, on its own thread.
	 * @param consumed {@code true} if an {@link InterruptedException} was caught in the
	 * section, which clears the flag
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
			// there were two interrupts and only one was ours
			this.thread.interrupt();
		}
	}

}
