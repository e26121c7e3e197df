package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.api.client.RequestWaitListener;
import io.github.gigachat.spring.ai.api.client.RequestWaitListener.WaitEnd;
import io.github.gigachat.spring.ai.internal.http.SerialTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of concurrent requests. Further requests wait and are admitted in the
 * order of their arrival.
 * <p>
 * The class is lock-free, because event loops call it. Invariants:
 * <ul>
 * <li>{@link #inUse} counts the permits that are held. It is higher by one only while the
 * draining thread looks for a waiting permit to grant.</li>
 * <li>{@link #waiting} counts the permits in the state waiting and never exceeds
 * {@link #maxQueued}.</li>
 * <li>Only the thread that runs {@link #draining} grants waiting permits, so grants
 * neither overlap nor nest. A thread that calls it meanwhile makes the running one look
 * once more.</li>
 * <li>No request overtakes another: if others wait, a new request joins the end of the
 * queue.</li>
 * </ul>
 */
public final class RequestLimit implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BodyLog.LOGGER_NAME);

	/** The maximum timeout, which can be counted in nanoseconds. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final int NONE = Integer.MAX_VALUE;

	private final int limit;

	private final Duration acquireTimeout;

	private final int maxQueued;

	private final RequestWaitListener listener;

	private final AtomicInteger inUse = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Queue<RequestPermit> line = new ConcurrentLinkedQueue<>();

	private final SerialTask draining = new SerialTask(this::grantWhileRoom);

	private final AtomicBoolean listenerFailed = new AtomicBoolean();

	private volatile boolean closed;

	/**
	 * Creates the limit.
	 * @param limit the maximum number of concurrent requests, or {@code null} for no
	 * limit
	 * @param acquireTimeout the maximum time that a request waits
	 * @param maxQueued the maximum number of waiting requests
	 * @param listener the listener that is told how long each request waited
	 */
	public RequestLimit(@Nullable Integer limit, Duration acquireTimeout, int maxQueued, RequestWaitListener listener) {
		this.limit = (limit != null) ? limit : NONE;
		this.acquireTimeout = (acquireTimeout.compareTo(LONGEST) < 0) ? acquireTimeout : LONGEST;
		this.maxQueued = maxQueued;
		this.listener = listener;
	}

	/**
	 * Takes a permit, or a place in the queue for one. Never blocks.
	 * @return the permit, granted or waiting, which has to be closed
	 * @throws RuntimeException this provider's exception if the queue is full or the
	 * limit is closed
	 */
	RequestPermit enter() {
		if (this.closed) {
			throw ExceptionFactory.limitClosed();
		}
		// without a queue there is nobody to overtake
		boolean nobodyAhead = this.waiting.get() == 0 || this.maxQueued == 0;
		if (nobodyAhead && tryTake()) {
			report(Duration.ZERO, WaitEnd.ADMITTED);
			return RequestPermit.granted(this);
		}
		if (!tryQueue()) {
			report(Duration.ZERO, WaitEnd.REFUSED);
			throw ExceptionFactory.queueFull(state(), this.maxQueued);
		}
		RequestPermit permit = RequestPermit.waiting(this);
		this.line.add(permit);
		if (this.closed) {
			permit.refuse(ExceptionFactory.limitClosed());
		}
		this.draining.run();
		return permit;
	}

	/**
	 * Returns the maximum time that a request waits.
	 */
	Duration acquireTimeout() {
		return this.acquireTimeout;
	}

	RequestLimitState state() {
		return new RequestLimitState((this.limit != NONE) ? this.limit : null, this.inUse.get(), this.waiting.get());
	}

	/**
	 * Fails all waiting requests and admits no more.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.line.forEach((permit) -> permit.refuse(ExceptionFactory.limitClosed()));
	}

	/**
	 * Removes a permit that left the queue without being granted.
	 */
	void left(RequestPermit permit, Duration waited, WaitEnd end) {
		this.line.remove(permit);
		this.waiting.decrementAndGet();
		report(waited, end);
	}

	/**
	 * Records that a waiting permit was granted.
	 */
	void granted(Duration waited) {
		this.waiting.decrementAndGet();
		report(waited, WaitEnd.ADMITTED);
	}

	/**
	 * Takes back a permit that was held, and grants it to a waiting request.
	 */
	void giveBack() {
		this.inUse.decrementAndGet();
		this.draining.run();
	}

	private boolean tryTake() {
		int current = this.inUse.get();
		while (current < this.limit) {
			if (this.inUse.compareAndSet(current, current + 1)) {
				return true;
			}
			current = this.inUse.get();
		}
		return false;
	}

	private boolean tryQueue() {
		int current = this.waiting.get();
		while (current < this.maxQueued) {
			if (this.waiting.compareAndSet(current, current + 1)) {
				return true;
			}
			current = this.waiting.get();
		}
		return false;
	}

	private void grantWhileRoom() {
		while (!this.line.isEmpty() && tryTake()) {
			RequestPermit next = this.line.poll();
			if (next == null || !next.grant()) {
				this.inUse.decrementAndGet();
			}
		}
	}

	/**
	 * Tells the listener about a wait. An exception of the listener must not affect the
	 * request.
	 */
	private void report(Duration waited, WaitEnd end) {
		if (this.limit == NONE) {
			return;
		}
		try {
			this.listener.waited(waited, end);
		}
		catch (Exception | LinkageError ex) {
			// once: the listener is likely to fail for every request
			if (this.listenerFailed.compareAndSet(false, true)) {
				logger.warn("The RequestWaitListener failed; further failures of it are not logged", ex);
			}
		}
	}

}
