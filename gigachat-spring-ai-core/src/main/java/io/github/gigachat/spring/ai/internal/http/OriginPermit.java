package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * The place of one exchange under the limit of its origin.
 * <p>
 * Invariants: {@link #admitted} is set exactly while the limit counts this exchange; the
 * thread that clears it returns the place, once. A grant that arrives after
 * {@link #leave()} is returned at once. The exchange calls {@link #refused} only after it
 * was admitted, and {@link #enter} only while it is not; any thread may call
 * {@link #leave()} at any time.
 */
final class OriginPermit {

	/**
	 * The first pause between refusals in nanoseconds; doubles up to {@link #MAX_PAUSE}.
	 */
	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

	private final TransportContext transport;

	private final OriginLimit limit;

	private final Watchdog watchdog;

	private final AtomicBoolean admitted = new AtomicBoolean();

	private volatile boolean left;

	private volatile OriginLimit.@Nullable Waiter waiter;

	private long waitsUntil;

	private int refusals;

	OriginPermit(TransportContext transport, OriginLimit limit, Watchdog watchdog) {
		this.transport = transport;
		this.limit = limit;
		this.watchdog = watchdog;
	}

	/**
	 * Requests admission. The watchdog limits all waits of one exchange together to the
	 * acquire timeout.
	 * @param then called on admission, possibly before this method returns; must not
	 * block
	 */
	void enter(Runnable then) {
		if (!enterAtOnce(then)) {
			await(then);
		}
	}

	/**
	 * Requests admission on behalf of a thread that otherwise waits by {@link #enter}.
	 * @return {@code false} if the exchange is not admitted at once
	 */
	boolean enterAtOnce() {
		return enterAtOnce(() -> {
		});
	}

	private boolean enterAtOnce(Runnable then) {
		boolean admitted = this.refusals == 0 && this.limit.tryEnter();
		if (admitted) {
			admit(then);
		}
		return admitted;
	}

	private void await(Runnable then) {
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
			// refused although the limit admitted it: a request at once would only spin
			long pause = Math.min(FIRST_PAUSE << Math.min(this.refusals - 2, 10), MAX_PAUSE);
			this.transport.timer().later(() -> this.limit.enterAgain(waiter), pause);
		}
		if (this.left) {
			this.limit.withdraw(waiter);
		}
		askAgainWhileWaiting(waiter);
	}

	/**
	 * Records that the server did not process the admitted exchange.
	 * @param failure the failure, which shows whether too many streams were the cause
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
	 * Returns the place of an ended exchange, or stops waiting for one.
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
	 * Lets the limit reconsider regularly while the exchange waits. The limit grows with
	 * time, and with long streams no other event may trigger that.
	 */
	private void askAgainWhileWaiting(OriginLimit.Waiter waiter) {
		if (waiter.isWaiting()) {
			this.transport.timer().later(() -> {
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
			this.waitsUntil = now + this.transport.bounds().acquire();
		}
		return Math.max(0, this.waitsUntil - now);
	}

}
