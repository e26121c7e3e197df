package io.github.gigachat.spring.ai.http;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Admits the exchanges with one origin, under a limit that it learns.
 * <p>
 * An HTTP/2 server says how many streams it takes, but the JDK's client neither queues
 * for one nor tells the number: it fails the request. So there is no limit until a
 * request is refused; then the number of those that go on becomes the limit, and those
 * behind it wait in line. As long as somebody waits, the limit grows by one after as many
 * successes as it allows, so that a limit learned too low does not stay.
 * <p>
 * Lock-free, for event loops pass here. Invariants: whoever was granted leaves exactly
 * once, by {@link #leave()} or {@link #refused()}; a waiter is either granted or
 * withdrawn, decided by {@link Waiter#claim()}; only the thread that raised
 * {@link #draining} from zero grants, so grants neither overlap nor nest. The limit is a
 * matter of good behaviour towards the server, so {@link #tryEnter()} may overshoot it in
 * the instant in which it is learned.
 */
final class OriginLimit {

	private static final int UNLIMITED = Integer.MAX_VALUE;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger limit = new AtomicInteger(UNLIMITED);

	private final AtomicInteger successes = new AtomicInteger();

	private final Deque<Waiter> waiters = new ConcurrentLinkedDeque<>();

	private final AtomicInteger draining = new AtomicInteger();

	/**
	 * Enters without waiting, when no limit was learned.
	 */
	boolean tryEnter() {
		if (this.limit.get() != UNLIMITED) {
			return false;
		}
		this.inFlight.incrementAndGet();
		return true;
	}

	/**
	 * Waits at the end of the line. The grant may come before this returns.
	 */
	void enter(Waiter waiter) {
		this.waiters.addLast(waiter);
		drain();
	}

	/**
	 * Waits at the head of the line, for who was refused after having waited.
	 */
	void enterAgain(Waiter waiter) {
		this.waiters.addFirst(waiter);
		drain();
	}

	/**
	 * Stops waiting.
	 * @return whether the waiter was not granted and never will be
	 */
	boolean withdraw(Waiter waiter) {
		boolean withdrawn = waiter.claim();
		if (withdrawn) {
			this.waiters.remove(waiter);
		}
		return withdrawn;
	}

	/**
	 * An exchange is over.
	 */
	void leave() {
		this.inFlight.decrementAndGet();
		int current = this.limit.get();
		if (current == UNLIMITED) {
			return;
		}
		if (!this.waiters.isEmpty() && this.successes.incrementAndGet() >= current) {
			this.successes.set(0);
			this.limit.compareAndSet(current, current + 1);
		}
		drain();
	}

	/**
	 * An exchange is over because the server has no room for it beside the others.
	 */
	void refused() {
		int others = this.inFlight.decrementAndGet();
		this.limit.accumulateAndGet(Math.max(1, others), Math::min);
		this.successes.set(0);
		drain();
	}

	private void drain() {
		if (this.draining.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		do {
			grantWhileRoom();
			missed = this.draining.addAndGet(-missed);
		}
		while (missed != 0);
	}

	private void grantWhileRoom() {
		while (this.inFlight.get() < this.limit.get()) {
			Waiter waiter = this.waiters.pollFirst();
			if (waiter == null) {
				return;
			}
			if (waiter.claim()) {
				this.inFlight.incrementAndGet();
				waiter.granted();
			}
		}
	}

	/**
	 * One place in the line.
	 */
	abstract static class Waiter {

		private final AtomicBoolean claimed = new AtomicBoolean();

		/**
		 * Called once, on any thread, when there is room. Must not block.
		 */
		abstract void granted();

		private boolean claim() {
			return this.claimed.compareAndSet(false, true);
		}

	}

}
