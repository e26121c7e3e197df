package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Watches the time of one exchange.
 * <p>
 * It is in one of two states: either waiting, until a fixed moment; or exchanging, until
 * the server has been silent for too long. In both the deadline of the call counts as
 * well. Everything that moves the end closer asks the owner to wake up in time; a byte
 * only moves it away and costs two volatile writes. The expiry is reported once.
 */
final class Watchdog {

	private final Watchdogs owner;

	private final CallScope scope;

	private final long silence;

	private final Consumer<TransportException.Kind> onExpiry;

	private final AtomicBoolean over = new AtomicBoolean();

	private volatile long lastByteAt;

	/** A consumer holds the bytes; what it does with them is not the server's silence. */
	private volatile boolean busy;

	private volatile boolean waiting;

	private volatile long waitUntil;

	Watchdog(Watchdogs owner, CallScope scope, long silence, Consumer<TransportException.Kind> onExpiry) {
		this.owner = owner;
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
		this.owner.watch(this);
	}

	/**
	 * Nothing is expected of the server; the wait ends after some nanoseconds.
	 */
	void waitFor(long nanos) {
		long now = System.nanoTime();
		this.waitUntil = now + nanos;
		this.waiting = true;
		this.owner.wakeWithin(remaining(now));
	}

	/**
	 * From now on bytes are expected.
	 */
	void exchanging() {
		this.lastByteAt = System.nanoTime();
		this.waiting = false;
		this.owner.wakeWithin(remaining(this.lastByteAt));
	}

	/**
	 * Bytes came or went.
	 */
	void touch() {
		this.lastByteAt = System.nanoTime();
	}

	/**
	 * Bytes came and are being consumed.
	 */
	void consuming() {
		this.busy = true;
	}

	/**
	 * The bytes that came are consumed.
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
		this.owner.forget(this);
	}

	/**
	 * Ends the exchange from outside, unless it is over.
	 */
	void abort(TransportException.Kind reason) {
		if (this.over.compareAndSet(false, true)) {
			this.owner.forget(this);
			this.onExpiry.accept(reason);
		}
	}

	/**
	 * Reports the expiry if the time is over.
	 * @return the nanoseconds until the next look; {@link Long#MAX_VALUE} if there is
	 * none
	 */
	long check() {
		if (this.over.get()) {
			return Long.MAX_VALUE;
		}
		if (this.scope.isExpired()) {
			abort(TransportException.Kind.DEADLINE);
			return Long.MAX_VALUE;
		}
		long remaining = remaining(System.nanoTime());
		if (remaining <= 0) {
			abort(this.waiting ? TransportException.Kind.BUSY : TransportException.Kind.SILENCE);
			return Long.MAX_VALUE;
		}
		return remaining;
	}

	private long remaining(long now) {
		return Math.min(this.scope.remainingNanos(), phaseRemaining(now));
	}

	private long phaseRemaining(long now) {
		if (this.waiting) {
			return this.waitUntil - now;
		}
		return this.busy ? this.silence : this.lastByteAt + this.silence - now;
	}

}
