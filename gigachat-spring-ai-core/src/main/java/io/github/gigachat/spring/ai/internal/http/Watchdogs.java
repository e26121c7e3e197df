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
 * Keeps the time of all exchanges of a transport with one thread.
 * <p>
 * A call does not schedule a task of its own: with equal timeouts a new exchange ends
 * later than those that run, so the wake-up that is due already serves it as well.
 * Invariant: while an exchange is watched, a wake-up is scheduled no later than its end.
 * It holds because {@link #next} only ever names one that is still to run: a wake-up
 * first takes itself out, then looks at the exchanges, then asks for the next one; who
 * comes in between finds none and schedules for himself.
 */
final class Watchdogs {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.http");

	/** Moments are counted from here, so that they can be compared as numbers. */
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
	 * Starts to watch an exchange. After {@link #close()} its end is reported at once.
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
	 * Sees to it that somebody looks within the given time.
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
	 * Runs something short on the timer's thread, unless the transport is closed before.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // nothing is cancelled or waited for
	void later(Runnable task, long nanos) {
		schedule(task, nanos);
	}

	/**
	 * Ends all exchanges and the thread.
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
			// Closed: every exchange is told so, and none of them waits for a timer.
			return null;
		}
	}

	/**
	 * What one exchange throws at its end must not cost the others their time.
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
	 * One look at all exchanges.
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
		 * An earlier one took its place. If its task is not known yet, it will run and do
		 * nothing.
		 */
		private void cancel() {
			Future<?> task = this.task;
			if (task != null) {
				task.cancel(false);
			}
		}

	}

}
