package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Retry policy of one call: decides whether a failed attempt is repeated, and after which
 * pause. Each call has its own instance, because the pause depends on the last failure's
 * {@code Retry-After}.
 */
final class AttemptPolicy implements RetryPolicy, BackOff, BackOffExecution {

	private final RetrySettings settings;

	private final @Nullable RetryPolicy own;

	private final CallScope scope;

	private final boolean stream;

	private final BooleanSupplier repeatable;

	private final long startedAt = System.nanoTime();

	private @Nullable BackOffExecution pauses;

	private int attempts;

	private boolean outputRepeated;

	private Duration leastPause = Duration.ZERO;

	/**
	 * Creates the policy of one call.
	 * @param settings the retry settings
	 * @param own the application's policy, which replaces the decision and the pauses of
	 * the settings, or {@code null} for none
	 * @param scope the call
	 * @param stream {@code true} if the caller receives the response as a stream
	 * @param repeatable returns {@code true} if the request body can be sent once more
	 */
	AttemptPolicy(RetrySettings settings, @Nullable RetryPolicy own, CallScope scope, boolean stream,
			BooleanSupplier repeatable) {
		this.settings = settings;
		this.own = own;
		this.scope = scope;
		this.stream = stream;
		this.repeatable = repeatable;
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		this.attempts++;
		if (!(failure instanceof GigaChatFailure typed) || isOver(typed.kind()) || isFinal(typed.kind())) {
			return false;
		}
		RetryPolicy policy = this.own;
		boolean again = (policy != null) ? policy.shouldRetry(failure)
				: this.attempts < this.settings.maxAttempts() && mayBeRepeated(typed.kind());
		if (!again || !takesRepeat(typed.kind())) {
			return false;
		}
		Duration asked = typed.retryAfter();
		this.leastPause = (asked != null) ? asked : Duration.ZERO;
		return this.leastPause.compareTo(this.settings.maxRetryAfter()) <= 0;
	}

	/**
	 * Returns whether the call cannot be repeated. A part of the answer that was received
	 * was billed; output that cannot be used is repeated all the same, unless the caller
	 * has seen some of it.
	 */
	private boolean isOver(FailureKind kind) {
		boolean begun = this.scope.hasDelivered() && (this.stream || kind != FailureKind.MODEL_OUTPUT);
		return begun || this.scope.isSpent() || !this.repeatable.getAsBoolean();
	}

	/**
	 * Allows a single repeat after unusable output, also with the application's policy:
	 * the answer was billed, and the model may write the same again.
	 */
	private boolean takesRepeat(FailureKind kind) {
		if (kind != FailureKind.MODEL_OUTPUT) {
			return true;
		}
		boolean first = !this.outputRepeated;
		this.outputRepeated = true;
		if (first && !this.stream) {
			this.scope.forgetDelivered();
		}
		return first;
	}

	/**
	 * Returns whether failures of a kind are never repeated, whatever the policy says.
	 */
	private boolean isFinal(FailureKind kind) {
		return switch (kind) {
			case CANCELLED -> true;
			// the request may have been billed
			case TIMEOUT -> !this.settings.afterTimeout() || this.scope.isExpired();
			default -> false;
		};
	}

	private boolean mayBeRepeated(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT, SERVER, CONNECTION, TIMEOUT, MODEL_OUTPUT -> true;
			// a whole answer that was cut off may have been billed; a stream has
			// delivered nothing
			case CUT -> this.stream;
			default -> false;
		};
	}

	@Override
	public Duration getTimeout() {
		return (this.own != null) ? this.own.getTimeout() : Duration.ZERO;
	}

	@Override
	public BackOff getBackOff() {
		return this;
	}

	@Override
	public BackOffExecution start() {
		return this;
	}

	/**
	 * Returns the pause in milliseconds, or {@link #STOP} if the call's deadline would
	 * pass.
	 */
	@Override
	public long nextBackOff() {
		BackOffExecution pauses = this.pauses;
		if (pauses == null) {
			pauses = ((this.own != null) ? this.own.getBackOff() : this.settings.pauses()).start();
			this.pauses = pauses;
		}
		long next = pauses.nextBackOff();
		if (next == STOP) {
			return STOP;
		}
		long pause = Math.max(next, this.leastPause.toMillis());
		return (this.scope.remaining().compareTo(Duration.ofMillis(pause)) > 0) ? pause : STOP;
	}

	/**
	 * Returns the pause in milliseconds, or {@link #STOP} if the policy's timeout would
	 * pass. Streams use this method, because no retry template checks the timeout for
	 * them.
	 */
	long nextWithinTimeout() {
		long pause = nextBackOff();
		Duration timeout = getTimeout();
		boolean limited = pause != STOP && timeout.compareTo(Duration.ZERO) > 0;
		Duration atEnd = limited ? Duration.ofNanos(System.nanoTime() - this.startedAt).plusMillis(pause)
				: Duration.ZERO;
		return (limited && atEnd.compareTo(timeout) >= 0) ? STOP : pause;
	}

}
