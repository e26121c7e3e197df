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
 * Admits a number of requests at once, the others in the order in which they came.
 * <p>
 * Lock-free, for event loops pass here. Invariants: {@link #inUse} counts the permits
 * that are held, and one more only while the thread that drains looks for somebody to
 * give it to; {@link #waiting} counts the permits in state waiting, and never exceeds
 * {@link #maxQueued}; only the thread that is at {@link #draining} grants, so grants
 * neither overlap nor nest, and whoever comes in between makes it look again. Nobody
 * passes the line: a request that finds somebody in it goes to its end.
 */
public final class RequestLimit implements AutoCloseable {

	private static final Log logger = LogFactory.getLog("io.github.gigachat.spring.ai.api");

	/** What can be counted in nanoseconds. */
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
	 * @param limit the most requests at once; {@code null} for no limit
	 * @param acquireTimeout the longest that one waits
	 * @param maxQueued the most that wait
	 * @param listener hears how long each waited
	 */
	public RequestLimit(@Nullable Integer limit, Duration acquireTimeout, int maxQueued, RequestWaitListener listener) {
		this.limit = (limit != null) ? limit : NONE;
		this.acquireTimeout = (acquireTimeout.compareTo(LONGEST) < 0) ? acquireTimeout : LONGEST;
		this.maxQueued = maxQueued;
		this.listener = listener;
	}

	/**
	 * Takes a permit, or a place in line for one; never blocks.
	 * @return the permit, granted or waiting, which has to be released
	 * @throws RuntimeException this provider's exception when the line is full, or closed
	 */
	RequestPermit enter() {
		if (this.closed) {
			throw ExceptionFactory.limitClosed();
		}
		// who may not wait cannot pass anybody either
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
	 * The longest wait of one request.
	 */
	Duration acquireTimeout() {
		return this.acquireTimeout;
	}

	RequestLimitState state() {
		return new RequestLimitState((this.limit != NONE) ? this.limit : null, this.inUse.get(), this.waiting.get());
	}

	/**
	 * Ends every wait with an error and lets nobody in.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.line.forEach((permit) -> permit.refuse(ExceptionFactory.limitClosed()));
	}

	/**
	 * A permit left the line without having been granted.
	 */
	void left(RequestPermit permit, Duration waited, WaitEnd end) {
		this.line.remove(permit);
		this.waiting.decrementAndGet();
		report(waited, end);
	}

	/**
	 * A permit was granted that had waited.
	 */
	void granted(Duration waited) {
		this.waiting.decrementAndGet();
		report(waited, WaitEnd.ADMITTED);
	}

	/**
	 * A held permit is held no more.
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

	/** What a listener throws must cost no request its turn. */
	private void report(Duration waited, WaitEnd end) {
		if (this.limit == NONE) {
			return;
		}
		try {
			this.listener.waited(waited, end);
		}
		catch (Exception | LinkageError ex) {
			// once: it would likely be said of every request
			if (this.listenerFailed.compareAndSet(false, true)) {
				logger.warn("The listener to waiting requests failed", ex);
			}
		}
	}

}
