package io.github.gigachat.spring.ai.internal.http;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Admits the exchanges with one origin, under a limit that it learns.
 * <p>
 * An HTTP/2 server says how many streams it takes, but the JDK's client neither queues
 * for one nor tells the number: it fails the request. So there is no limit until a
 * request is refused beside others; then the number of those that go on becomes the
 * limit, though not less than {@link #FLOOR}, and those behind it wait in line. As long
 * as somebody waits, the limit grows with each {@link #QUIET} without a refusal, by one
 * at first and by twice as many each time, until there is none again: one learned too low
 * does not stay, and one learned well costs a single refusal to confirm.
 * <p>
 * Lock-free, for event loops pass here. Invariants: whoever was granted leaves exactly
 * once, by {@link #leave()} or {@link #refused()}, also if {@link Waiter#granted()}
 * throws; a waiter is either granted or withdrawn, decided by {@link Waiter#claim()};
 * only the thread that is at {@link #draining} grants, so grants neither overlap nor
 * nest. The limit is a matter of good behaviour towards the server, so
 * {@link #tryEnter()} may overshoot it in the instant in which it is learned.
 */
final class OriginLimit {

	/** Nanoseconds without a refusal after which the limit grows for those who wait. */
	static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

	/**
	 * The lowest limit. Exchanges that have just left may still count for the client, so
	 * a refusal beside a few does not prove that a few are too many.
	 */
	static final int FLOOR = 4;

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.http");

	private static final int UNLIMITED = Integer.MAX_VALUE;

	/** No server allows more on purpose, so a limit that came so far is none. */
	private static final int MAX_LIMIT = 10_000;

	private final LongSupplier nanoTime;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger limit = new AtomicInteger(UNLIMITED);

	/** By how much the limit grows next. */
	private final AtomicInteger step = new AtomicInteger(1);

	/** When the limit was last learned or grown, on the scale of {@link #nanoTime}. */
	private final AtomicLong changedAt = new AtomicLong();

	private final Deque<Waiter> waiters = new ConcurrentLinkedDeque<>();

	private final SerialTask draining = new SerialTask(this::grantWhileRoom);

	OriginLimit() {
		this(System::nanoTime);
	}

	/**
	 * A limit on a clock of its own.
	 */
	OriginLimit(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

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
		this.draining.run();
	}

	/**
	 * Waits at the head of the line, for who was refused after having waited.
	 */
	void enterAgain(Waiter waiter) {
		this.waiters.addFirst(waiter);
		this.draining.run();
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
		if (this.limit.get() != UNLIMITED) {
			this.draining.run();
		}
	}

	/**
	 * An exchange is over because the server has no room for it beside the others. If
	 * there are none, nothing is learned.
	 */
	void refused() {
		int others = this.inFlight.decrementAndGet();
		if (others > 0) {
			this.changedAt.set(this.nanoTime.getAsLong());
			this.step.set(1);
			this.limit.accumulateAndGet(Math.max(FLOOR, others), Math::min);
		}
		this.draining.run();
	}

	/**
	 * Lets the limit grow if it is time, for those who wait while nobody leaves.
	 */
	void reconsider() {
		this.draining.run();
	}

	private void grantWhileRoom() {
		while (hasRoom() || (grow() && hasRoom())) {
			Waiter waiter = this.waiters.pollFirst();
			if (waiter == null) {
				return;
			}
			if (waiter.claim()) {
				this.inFlight.incrementAndGet();
				grant(waiter);
			}
		}
	}

	/**
	 * Grants, whatever comes of it: an exception that got through would end the granting
	 * for all, on the thread of somebody who has nothing to do with it.
	 */
	private static void grant(Waiter waiter) {
		try {
			waiter.granted();
		}
		catch (Throwable ex) {
			logger.warn("An exchange that waited for room could not go on", ex);
		}
	}

	private boolean hasRoom() {
		return this.inFlight.get() < this.limit.get();
	}

	/**
	 * Raises the limit if somebody waits and it has been quiet.
	 * @return whether it was raised
	 */
	private boolean grow() {
		int current = this.limit.get();
		long since = this.changedAt.get();
		long now = this.nanoTime.getAsLong();
		if (this.waiters.isEmpty() || now - since < QUIET || !this.changedAt.compareAndSet(since, now)) {
			return false;
		}
		int grown = current + this.step.getAndUpdate((step) -> 2 * step);
		return this.limit.compareAndSet(current, (grown > MAX_LIMIT) ? UNLIMITED : grown);
	}

	/**
	 * One place in the line.
	 */
	abstract static class Waiter {

		private final AtomicBoolean claimed = new AtomicBoolean();

		/**
		 * Called once, on any thread, when there is room. Must not block, nor run what a
		 * subscriber does. What it throws is logged, and ends nothing but itself.
		 */
		abstract void granted();

		/**
		 * Whether the waiter was neither granted nor withdrawn.
		 */
		final boolean isWaiting() {
			return !this.claimed.get();
		}

		private boolean claim() {
			return this.claimed.compareAndSet(false, true);
		}

	}

}
