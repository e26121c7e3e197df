package io.github.gigachat.spring.ai.internal.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the timeouts of all exchanges of a transport with one thread.
 * <p>
 * An exchange usually schedules no task of its own: with equal timeouts a new exchange
 * expires later than the running ones, so the next scheduled wake-up serves it too.
 * Invariant: while an exchange is watched, a wake-up is scheduled no later than its
 * expiry, or {@link #arming} is about to schedule one.
 */
final class Watchdogs {

	/** The documented name of the logger of the transport. */
	static final String LOGGER_NAME = "io.github.gigachat.spring.ai.http";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

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

	Watchdogs(String threadName) {
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
	@SuppressWarnings("FutureReturnValueIgnored") // nothing is cancelled or waited for
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
	 * Ends one exchange and logs its exception, so that the timeouts of the others still
	 * work.
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
