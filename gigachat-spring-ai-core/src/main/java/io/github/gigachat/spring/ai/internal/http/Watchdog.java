package io.github.gigachat.spring.ai.internal.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the timeouts of one exchange.
 * <p>
 * It is in one of two states: waiting, which ends at a fixed time, or exchanging, which
 * ends when the server was silent for longer than the read timeout. The deadline of the
 * call applies in both. Every change that brings the expiry closer asks the owner to wake
 * up in time. A byte only postpones the expiry and costs two volatile writes. The expiry
 * is reported once.
 */
final class Watchdog {

	private final Timer timer;

	private final CallScope scope;

	private final long silence;

	private final Consumer<TransportException.Kind> onExpiry;

	private final AtomicBoolean over = new AtomicBoolean();

	private volatile long lastByteAt;

	/** The received bytes are being consumed; that time does not count as silence. */
	private volatile boolean busy;

	private volatile boolean waiting;

	private volatile long waitUntil;

	Watchdog(Timer timer, CallScope scope, long silence, Consumer<TransportException.Kind> onExpiry) {
		this.timer = timer;
		this.scope = scope;
		this.silence = silence;
		this.onExpiry = onExpiry;
		this.lastByteAt = System.nanoTime();
	}

	/**
	 * Starts the watch. Reports {@link TransportException.Kind#CLOSED} at once if the
	 * transport is closed.
	 */
	void start() {
		this.timer.watch(this);
	}

	/**
	 * Starts a wait of limited time, in which no bytes of the server are expected.
	 */
	void waitFor(long nanos) {
		long now = System.nanoTime();
		this.waitUntil = now + nanos;
		this.waiting = true;
		this.timer.wakeWithin(remaining(now));
	}

	/**
	 * Ends the wait; from now on the read timeout applies.
	 */
	void exchanging() {
		this.lastByteAt = System.nanoTime();
		this.waiting = false;
		this.timer.wakeWithin(remaining(this.lastByteAt));
	}

	/**
	 * Records that bytes were received or sent.
	 */
	void touch() {
		this.lastByteAt = System.nanoTime();
	}

	/**
	 * Records that bytes were received and are being consumed.
	 */
	void consuming() {
		this.busy = true;
	}

	/**
	 * Records that the received bytes were consumed.
	 */
	void consumed() {
		this.lastByteAt = System.nanoTime();
		this.busy = false;
	}

	/**
	 * Ends the watch.
	 */
	void stop() {
		this.over.set(true);
		this.timer.forget(this);
	}

	/**
	 * Ends the exchange for the given reason, unless it is over.
	 */
	void abort(TransportException.Kind reason) {
		if (this.over.compareAndSet(false, true)) {
			this.timer.forget(this);
			this.onExpiry.accept(reason);
		}
	}

	/**
	 * Reports the expiry if the time has elapsed.
	 */
	void check() {
		if (this.scope.isExpired()) {
			abort(TransportException.Kind.DEADLINE);
		}
		else if (remaining(System.nanoTime()) <= 0) {
			abort(this.waiting ? TransportException.Kind.BUSY : TransportException.Kind.SILENCE);
		}
	}

	/**
	 * Returns the nanoseconds until the expiry, unless a byte postpones it.
	 */
	long remaining(long now) {
		return Math.min(this.scope.remainingNanos(), phaseRemaining(now));
	}

	private long phaseRemaining(long now) {
		if (this.waiting) {
			return this.waitUntil - now;
		}
		return this.busy ? this.silence : this.lastByteAt + this.silence - now;
	}

	/**
	 * Enforces the timeouts of all exchanges of a transport with one thread.
	 * <p>
	 * An exchange usually schedules no task of its own: with equal timeouts a new
	 * exchange expires later than the running ones, so the next scheduled wake-up serves
	 * it too. Invariant: while an exchange is watched, a wake-up is scheduled no later
	 * than its expiry, or {@link #arming} is about to schedule one.
	 */
	static final class Timer {

		private static final Log logger = LogFactory.getLog(HttpTransport.LOGGER_NAME);

		/** The origin of all times here, so that they can be compared as numbers. */
		private final long epoch = System.nanoTime();

		private final Set<Watchdog> watched = ConcurrentHashMap.newKeySet();

		private final ScheduledThreadPoolExecutor timer;

		private final SerialTask arming = new SerialTask(this::arm);

		/** The next wake-up, written by {@link #arm()} only. */
		private @Nullable Future<?> wakeUp;

		/** The time of the next wake-up since the epoch. */
		private volatile long wakeAt = Long.MAX_VALUE;

		private volatile boolean closed;

		Timer(String threadName) {
			this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, threadName);
				thread.setDaemon(true);
				return thread;
			});
			this.timer.setRemoveOnCancelPolicy(true);
			this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		}

		/**
		 * Starts to watch an exchange. After {@link #close()} it is aborted at once.
		 */
		void watch(Watchdog watchdog) {
			this.watched.add(watchdog);
			if (this.closed) {
				watchdog.abort(TransportException.Kind.CLOSED);
			}
		}

		void forget(Watchdog watchdog) {
			this.watched.remove(watchdog);
		}

		/**
		 * Ensures that the exchanges are checked within the given time.
		 */
		void wakeWithin(long nanos) {
			if (System.nanoTime() - this.epoch + nanos < this.wakeAt) {
				this.arming.run();
			}
		}

		/**
		 * Runs a short task on the timer's thread after a delay, unless the transport is
		 * closed first.
		 */
		@SuppressWarnings("FutureReturnValueIgnored") // nothing is cancelled or waited
														// for
		void later(Runnable task, long nanos) {
			schedule(task, nanos);
		}

		/**
		 * Aborts all exchanges and ends the thread.
		 */
		void close() {
			this.closed = true;
			this.watched.forEach((watchdog) -> guarded(() -> watchdog.abort(TransportException.Kind.CLOSED)));
			this.timer.shutdownNow();
		}

		/**
		 * Replaces the wake-up by one at the soonest expiry.
		 */
		private void arm() {
			// first, so that an exchange whose time changes from here on asks again
			this.wakeAt = Long.MAX_VALUE;
			Future<?> former = this.wakeUp;
			if (former != null) {
				former.cancel(false);
			}
			long now = System.nanoTime();
			long soonest = Long.MAX_VALUE;
			for (Watchdog watchdog : this.watched) {
				soonest = Math.min(soonest, watchdog.remaining(now));
			}
			this.wakeUp = null;
			if (soonest != Long.MAX_VALUE) {
				this.wakeAt = now - this.epoch + soonest;
				this.wakeUp = schedule(this::check, soonest);
			}
		}

		private void check() {
			try {
				this.watched.forEach((watchdog) -> guarded(watchdog::check));
			}
			finally {
				this.arming.run();
			}
		}

		private @Nullable Future<?> schedule(Runnable task, long nanos) {
			try {
				return this.timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				// closed: every exchange is aborted and needs no timer
				return null;
			}
		}

		/**
		 * Ends one exchange and logs its exception, so that the timeouts of the others
		 * still work.
		 */
		private static void guarded(Runnable end) {
			try {
				end.run();
			}
			catch (RuntimeException ex) {
				logger.warn("The end of an exchange could not be reported", ex);
			}
		}

	}

}
