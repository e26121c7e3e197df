package io.github.gigachat.spring.ai.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps the time of all exchanges of a transport with one thread.
 * <p>
 * A call does not schedule a task of its own: with equal timeouts a new exchange ends
 * later than those that run, so the wake-up that is due already serves it as well.
 * Invariant: while an exchange is watched, a wake-up is scheduled no later than its end.
 * It holds because {@link #nextWake} only ever names a task that is still to run: a task
 * first clears it, then looks at the exchanges, then asks for the next wake-up; who comes
 * in between finds it cleared and schedules for himself.
 */
final class Watchdogs {

	private static final Log logger = LogFactory.getLog(Watchdogs.class);

	/** No wake-up is due. Not a moment that nanoTime could mean: see {@link #epoch}. */
	private static final long NONE = Long.MAX_VALUE;

	/** Moments are counted from here, so that they can be compared as numbers. */
	private final long epoch = System.nanoTime();

	private final Set<Watchdog> watched = ConcurrentHashMap.newKeySet();

	private final AtomicLong nextWake = new AtomicLong(NONE);

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
		long wake = (nanos < NONE - now) ? now + nanos : NONE - 1;
		long due = this.nextWake.get();
		while (wake < due) {
			if (this.nextWake.compareAndSet(due, wake)) {
				later(this::wake, nanos);
				return;
			}
			due = this.nextWake.get();
		}
	}

	/**
	 * Runs something short on the timer's thread, unless the transport is closed before.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // nothing is cancelled or waited for
	void later(Runnable task, long nanos) {
		try {
			this.timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed: every exchange is told so, and none of them waits for a timer.
		}
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

	private void wake() {
		this.nextWake.set(NONE);
		long next = Long.MAX_VALUE;
		for (Watchdog watchdog : this.watched) {
			next = Math.min(next, guarded(watchdog::check));
		}
		if (next != Long.MAX_VALUE) {
			wakeWithin(next);
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

}
