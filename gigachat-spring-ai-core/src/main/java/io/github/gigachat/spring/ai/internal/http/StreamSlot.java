package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One exchange's dealings with the limit of its origin.
 * <p>
 * Invariants: {@link #admitted} is up exactly while the limit counts this exchange; who
 * takes it down gives the place back, once. After {@link #leave()} a grant that was on
 * its way is given back at once. {@link #enter} and {@link #refused} are called by the
 * exchange in turn; {@link #leave()} by anybody, at any time.
 */
final class StreamSlot {

	/** Pauses between refusals double from this up to {@link #MAX_PAUSE}. */
	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

	private final TransportContext engine;

	private final OriginLimit limit;

	private final Watchdog watchdog;

	private final AtomicBoolean admitted = new AtomicBoolean();

	private volatile boolean left;

	private volatile OriginLimit.@Nullable Waiter waiter;

	private long waitsUntil;

	private int refusals;

	StreamSlot(TransportContext engine, OriginLimit limit, Watchdog watchdog) {
		this.engine = engine;
		this.limit = limit;
		this.watchdog = watchdog;
	}

	/**
	 * Asks for room. All waits of one exchange together take no longer than the acquire
	 * timeout, which the watchdog sees to.
	 * @param then called when there is room, perhaps before this returns; must not block
	 */
	void enter(Runnable then) {
		if (this.refusals == 0 && this.limit.tryEnter()) {
			admit(then);
			return;
		}
		this.watchdog.waitFor(waitNanos());
		OriginLimit.Waiter waiter = new OriginLimit.Waiter() {
			@Override
			void granted() {
				admit(then);
			}
		};
		this.waiter = waiter;
		if (this.refusals == 0) {
			this.limit.enter(waiter);
		}
		else if (this.refusals == 1) {
			this.limit.enterAgain(waiter);
		}
		else {
			// Refused although there was room: asking again at once would only spin.
			long pause = Math.min(FIRST_PAUSE << Math.min(this.refusals - 2, 10), MAX_PAUSE);
			this.engine.watchdogs().later(() -> this.limit.enterAgain(waiter), pause);
		}
		if (this.left) {
			this.limit.withdraw(waiter);
		}
		askAgainWhileWaiting(waiter);
	}

	/**
	 * The exchange that was admitted was not processed.
	 * @param failure tells whether the others were the reason
	 */
	void refused(Throwable failure) {
		this.refusals++;
		if (!this.admitted.compareAndSet(true, false)) {
			return;
		}
		if (JdkFailures.isForWantOfRoom(failure)) {
			this.limit.refused();
		}
		else {
			this.limit.leave();
		}
	}

	/**
	 * The exchange is over, or does not want room any more.
	 */
	void leave() {
		this.left = true;
		OriginLimit.Waiter waiter = this.waiter;
		if (waiter != null) {
			this.limit.withdraw(waiter);
		}
		giveBack();
	}

	/**
	 * The limit grows with time, and among long streams nothing else may happen in it.
	 */
	private void askAgainWhileWaiting(OriginLimit.Waiter waiter) {
		if (waiter.isWaiting()) {
			this.engine.watchdogs().later(() -> {
				this.limit.reconsider();
				askAgainWhileWaiting(waiter);
			}, OriginLimit.QUIET);
		}
	}

	private void admit(Runnable then) {
		this.admitted.set(true);
		if (this.left) {
			giveBack();
			return;
		}
		try {
			then.run();
		}
		catch (Throwable ex) {
			giveBack();
			throw ex;
		}
	}

	private void giveBack() {
		if (this.admitted.compareAndSet(true, false)) {
			this.limit.leave();
		}
	}

	private long waitNanos() {
		long now = System.nanoTime();
		if (this.waitsUntil == 0) {
			this.waitsUntil = now + this.engine.bounds().acquire();
		}
		return Math.max(0, this.waitsUntil - now);
	}

}
