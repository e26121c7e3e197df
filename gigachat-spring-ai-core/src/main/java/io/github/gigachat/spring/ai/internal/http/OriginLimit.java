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
 * Limits the concurrent exchanges with one origin to a number learned from refusals.
 * <p>
 * An HTTP/2 server announces the maximum number of concurrent streams. The JDK client
 * neither queues a request for a free stream nor exposes the number: it fails the
 * request. Therefore there is no limit until a request is refused while others are
 * running. Then the number of the running ones becomes the limit, at least
 * {@link #FLOOR}, and further exchanges wait in a queue. While exchanges wait, the limit
 * grows after each {@link #QUIET} without a refusal, first by one and then by twice as
 * many each time, until there is no limit again. A limit learned too low thus recovers,
 * and a correct one costs a single refusal to confirm.
 * <p>
 * Lock-free, because event loops call it. Invariants: an admitted exchange leaves exactly
 * once, by {@link #leave()} or {@link #refused()}, also if {@link Waiter#granted()}
 * throws. A waiter is either granted or withdrawn; {@link Waiter#claim()} decides which.
 * Only the thread that runs {@link #draining} grants, so grants neither overlap nor nest.
 * The limit only spares the server, so {@link #tryEnter()} may exceed it at the moment in
 * which it is learned.
 */
final class OriginLimit {

	/**
	 * The nanoseconds without a refusal after which the limit grows while exchanges wait.
	 */
	static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

	/**
	 * The lowest limit. The JDK client may still count exchanges that have just left, so
	 * a refusal with few running exchanges does not prove that few are too many.
	 */
	static final int FLOOR = 4;

	private static final Log logger = LogFactory.getLog(HttpTransport.LOGGER_NAME);

	private static final int UNLIMITED = Integer.MAX_VALUE;

	/** No server has a higher limit on purpose, so a limit that exceeds it is removed. */
	private static final int MAX_LIMIT = 10_000;

	private final LongSupplier nanoTime;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger limit = new AtomicInteger(UNLIMITED);

	/** The next increase of the limit. */
	private final AtomicInteger step = new AtomicInteger(1);

	/** The time of the limit's last change, on the scale of {@link #nanoTime}. */
	private final AtomicLong changedAt = new AtomicLong();

	private final Deque<Waiter> waiters = new ConcurrentLinkedDeque<>();

	private final SerialTask draining = new SerialTask(this::grantWhileRoom);

	OriginLimit() {
		this(System::nanoTime);
	}

	/**
	 * Creates a limit with the given clock.
	 */
	OriginLimit(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Enters without waiting if there is no limit.
	 */
	boolean tryEnter() {
		if (this.limit.get() != UNLIMITED) {
			return false;
		}
		this.inFlight.incrementAndGet();
		return true;
	}

	/**
	 * Waits at the end of the queue. The grant may happen before this method returns.
	 */
	void enter(Waiter waiter) {
		this.waiters.addLast(waiter);
		this.draining.run();
	}

	/**
	 * Waits at the head of the queue, for an exchange that was refused after it was
	 * admitted.
	 */
	void enterAgain(Waiter waiter) {
		this.waiters.addFirst(waiter);
		this.draining.run();
	}

	/**
	 * Removes a waiter from the queue.
	 * @return {@code true} if the waiter was not granted and never will be
	 */
	boolean withdraw(Waiter waiter) {
		boolean withdrawn = waiter.claim();
		if (withdrawn) {
			this.waiters.remove(waiter);
		}
		return withdrawn;
	}

	/**
	 * Records that an exchange has ended.
	 */
	void leave() {
		this.inFlight.decrementAndGet();
		if (this.limit.get() != UNLIMITED) {
			this.draining.run();
		}
	}

	/**
	 * Records that an exchange was refused because too many others were running. Sets the
	 * limit, unless no others were running.
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
	 * Raises the limit if it is time, for exchanges that wait while no exchange ends.
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
	 * Grants and catches every exception. An exception that escaped would stop all
	 * further grants and would surface on the thread of an unrelated exchange.
	 */
	private static void grant(Waiter waiter) {
		try {
			waiter.granted();
		}
		catch (Throwable ex) {
			logger.warn("An exchange that waited for a free stream could not start", ex);
		}
	}

	private boolean hasRoom() {
		return this.inFlight.get() < this.limit.get();
	}

	/**
	 * Raises the limit if exchanges wait and none was refused for {@link #QUIET}.
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
	 * An exchange that waits for admission.
	 */
	abstract static class Waiter {

		private final AtomicBoolean claimed = new AtomicBoolean();

		/**
		 * Called once, on any thread, when the exchange is admitted. Must neither block
		 * nor run code of a subscriber. An exception that it throws is logged and affects
		 * no other exchange.
		 */
		abstract void granted();

		/**
		 * Returns whether the waiter was neither granted nor withdrawn.
		 */
		final boolean isWaiting() {
			return !this.claimed.get();
		}

		private boolean claim() {
			return this.claimed.compareAndSet(false, true);
		}

	}

}
