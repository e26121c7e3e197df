package io.github.gigachat.spring.ai.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * State that all attempts of one call share: the deadline, the one free repeat, whether
 * an element was delivered, and whether the content is spent.
 * <p>
 * Thread-safe. Each of the flags goes up once and never comes down.
 */
public final class CallScope {

	private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

	private final boolean limited;

	/** On the scale of {@link System#nanoTime()}; without meaning when not limited. */
	private final long deadline;

	private final AtomicBoolean freeRepeatTaken = new AtomicBoolean();

	private volatile boolean delivered;

	private volatile boolean spent;

	private CallScope(boolean limited, long deadline) {
		this.limited = limited;
		this.deadline = deadline;
	}

	/**
	 * A scope that ends.
	 * @param callTimeout how long from now the whole call may take
	 * @return a new scope
	 */
	public static CallScope within(Duration callTimeout) {
		return new CallScope(true, System.nanoTime() + Nanos.of(callTimeout));
	}

	/**
	 * A scope without an end, for a stream.
	 * @return a new scope
	 */
	public static CallScope unlimited() {
		return new CallScope(false, 0);
	}

	/**
	 * How much of the call's time is left.
	 * @return the rest, zero when it is over, some centuries when the scope is unlimited
	 */
	public Duration remaining() {
		return this.limited ? Duration.ofNanos(remainingNanos()) : UNLIMITED;
	}

	/**
	 * Whether the call's time is over.
	 * @return {@code true} from the deadline on, never when the scope is unlimited
	 */
	public boolean isExpired() {
		return this.limited && remainingNanos() == 0;
	}

	/**
	 * Tells whether an element of a stream that has content was handed to the subscriber,
	 * after which the call must not be repeated.
	 * @return {@code true} from the first such element on
	 */
	public boolean hasDelivered() {
		return this.delivered;
	}

	/**
	 * Records that the call cannot be repeated, since its content can be read only once
	 * and was read.
	 */
	public void markSpent() {
		this.spent = true;
	}

	/**
	 * Returns whether the content of the call was read and cannot be read again.
	 * @return {@code true} if no further attempt can be made
	 */
	public boolean isSpent() {
		return this.spent;
	}

	/**
	 * The rest of the call's time in nanoseconds, at least zero.
	 */
	long remainingNanos() {
		return this.limited ? Math.max(0, this.deadline - System.nanoTime()) : Long.MAX_VALUE;
	}

	/**
	 * Takes the call's one free repeat.
	 * @return {@code true} once
	 */
	boolean takeFreeRepeat() {
		return this.freeRepeatTaken.compareAndSet(false, true);
	}

	/**
	 * Records that an element with content reaches the subscriber.
	 */
	void markDelivered() {
		this.delivered = true;
	}

}
