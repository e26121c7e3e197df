package io.github.gigachat.spring.ai.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The state that all attempts of one call share: the deadline, the one free repeat, and
 * flags for delivered elements and for a request body that cannot be read again.
 * <p>
 * Thread-safe. A flag that is set stays set, except that a whole answer forgets what was
 * delivered of an answer that it drops.
 */
public final class CallScope {

	private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

	/** Half of the range, so that differences of nanoTime values do not overflow. */
	private static final long MAX_NANOS = Long.MAX_VALUE / 2;

	private final boolean limited;

	/** On the scale of {@link System#nanoTime()}; undefined if not limited. */
	private final long deadline;

	private final AtomicBoolean freeRepeatTaken = new AtomicBoolean();

	private volatile boolean delivered;

	private volatile boolean spent;

	/** The scope that has the flags: this one, or the one that this is a part of. */
	private final CallScope whole;

	private CallScope(boolean limited, long deadline) {
		this.limited = limited;
		this.deadline = deadline;
		this.whole = this;
	}

	private CallScope(CallScope whole, long deadline) {
		this.limited = true;
		this.deadline = deadline;
		this.whole = whole;
	}

	/**
	 * Creates a scope with a deadline.
	 * @param callTimeout the maximum duration of the whole call, from now
	 */
	public static CallScope within(Duration callTimeout) {
		return new CallScope(true, System.nanoTime() + nanos(callTimeout));
	}

	/**
	 * Creates a scope without a deadline, for a stream.
	 */
	public static CallScope unlimited() {
		return new CallScope(false, 0);
	}

	/**
	 * Returns a scope of the same call with an earlier deadline.
	 * @param atMost the maximum time from now; the deadline of this scope stays in force
	 */
	public CallScope endingIn(Duration atMost) {
		return new CallScope(this.whole, System.nanoTime() + Math.min(nanos(atMost), remainingNanos()));
	}

	/**
	 * Returns the time until the deadline.
	 * @return the remaining time, zero after the deadline, and several centuries if there
	 * is no deadline
	 */
	public Duration remaining() {
		return this.limited ? Duration.ofNanos(remainingNanos()) : UNLIMITED;
	}

	/**
	 * Returns whether the deadline has passed.
	 */
	public boolean isExpired() {
		return this.limited && remainingNanos() == 0;
	}

	/**
	 * Returns whether the subscriber has received an element with content. After that the
	 * call must not be repeated.
	 */
	public boolean hasDelivered() {
		return this.whole.delivered;
	}

	/**
	 * Forgets the elements of an answer that is dropped before the caller has seen any of
	 * it, so that the next attempt is one like the first.
	 */
	public void forgetDelivered() {
		this.whole.delivered = false;
	}

	/**
	 * Records that the call cannot be repeated, because its request body can be read only
	 * once and has been read.
	 */
	public void markSpent() {
		this.whole.spent = true;
	}

	/**
	 * Returns whether the request body has been read and cannot be read again.
	 */
	public boolean isSpent() {
		return this.whole.spent;
	}

	/**
	 * Returns a duration in nanoseconds that can be added to {@link System#nanoTime()},
	 * between zero and about 146 years.
	 */
	static long nanos(Duration duration) {
		if (duration.isNegative()) {
			return 0;
		}
		return (duration.compareTo(Duration.ofNanos(MAX_NANOS)) > 0) ? MAX_NANOS : duration.toNanos();
	}

	/**
	 * Returns the nanoseconds until the deadline, at least zero.
	 */
	long remainingNanos() {
		return this.limited ? Math.max(0, this.deadline - System.nanoTime()) : Long.MAX_VALUE;
	}

	/**
	 * Uses up the one free repeat of the call.
	 * @return {@code true} the first time, {@code false} afterwards
	 */
	boolean takeFreeRepeat() {
		return this.whole.freeRepeatTaken.compareAndSet(false, true);
	}

	/**
	 * Records that an element with content is delivered to the subscriber.
	 */
	void markDelivered() {
		this.whole.delivered = true;
	}

}
