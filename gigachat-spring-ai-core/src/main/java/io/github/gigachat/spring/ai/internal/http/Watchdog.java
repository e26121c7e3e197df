package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

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

	private final Watchdogs owner;

	private final CallScope scope;

	private final long silence;

	private final Consumer<TransportException.Kind> onExpiry;

	private final AtomicBoolean over = new AtomicBoolean();

	private volatile long lastByteAt;

	/** The received bytes are being consumed; that time does not count as silence. */
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
	 * Starts a wait of limited time, in which no bytes of the server are expected.
	 */
	void waitFor(long nanos) {
		long now = System.nanoTime();
		this.waitUntil = now + nanos;
		this.waiting = true;
		this.owner.wakeWithin(remaining(now));
	}

	/**
	 * Ends the wait; from now on the read timeout applies.
	 */
	void exchanging() {
		this.lastByteAt = System.nanoTime();
		this.waiting = false;
		this.owner.wakeWithin(remaining(this.lastByteAt));
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
		this.owner.forget(this);
	}

	/**
	 * Ends the exchange for the given reason, unless it is over.
	 */
	void abort(TransportException.Kind reason) {
		if (this.over.compareAndSet(false, true)) {
			this.owner.forget(this);
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

}
