package io.github.gigachat.spring.ai.internal.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the timeouts of all exchanges of a transport with one thread.
 * <p>
 * An exchange usually schedules no task of its own: with equal timeouts a new exchange
 * expires later than the running ones, so the next scheduled wake-up serves it too.
 * Invariant: while an exchange is watched, a wake-up is scheduled no later than its
 * expiry. It holds because {@link #next} always refers to a wake-up that has not run yet.
 * A wake-up first removes itself, then checks the exchanges, then schedules the next
 * wake-up; an exchange that starts in between finds none and schedules one.
 */
final class Watchdogs {

	/** The documented name of the logger of the transport. */
	static final String LOGGER_NAME = "io.github.gigachat.spring.ai.http";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

	/** The origin of all times here, so that they can be compared as numbers. */
	private final long epoch = System.nanoTime();

	private final Set<Watchdog> watched = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable WakeUp> next = new AtomicReference<>();

	private final ScheduledThreadPoolExecutor timer;

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
		long now = System.nanoTime() - this.epoch;
		WakeUp wakeUp = null;
		WakeUp due = this.next.get();
		while (due == null || now + nanos < due.at) {
			wakeUp = (wakeUp != null) ? wakeUp : new WakeUp(now + nanos);
			if (this.next.compareAndSet(due, wakeUp)) {
				wakeUp.task = schedule(wakeUp, nanos);
				if (due != null) {
					due.cancel();
				}
				return;
			}
			due = this.next.get();
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
		for (Watchdog watchdog : List.copyOf(this.watched)) {
			guarded(() -> {
				watchdog.abort(TransportException.Kind.CLOSED);
				return Long.MAX_VALUE;
			});
		}
		this.timer.shutdownNow();
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
	private static long guarded(LongSupplier end) {
		try {
			return end.getAsLong();
		}
		catch (RuntimeException ex) {
			logger.warn("The end of an exchange could not be reported", ex);
			return Long.MAX_VALUE;
		}
	}

	/**
	 * One check of all exchanges.
	 */
	private final class WakeUp implements Runnable {

		private final long at;

		private volatile @Nullable Future<?> task;

		private WakeUp(long at) {
			this.at = at;
		}

		@Override
		public void run() {
			if (!Watchdogs.this.next.compareAndSet(this, null)) {
				return;
			}
			long soonest = Long.MAX_VALUE;
			for (Watchdog watchdog : Watchdogs.this.watched) {
				soonest = Math.min(soonest, guarded(watchdog::check));
			}
			if (soonest != Long.MAX_VALUE) {
				wakeWithin(soonest);
			}
		}

		/**
		 * Cancels this wake-up because an earlier one replaced it. If the task is not set
		 * yet, it will run without effect.
		 */
		private void cancel() {
			Future<?> task = this.task;
			if (task != null) {
				task.cancel(false);
			}
		}

	}

}
