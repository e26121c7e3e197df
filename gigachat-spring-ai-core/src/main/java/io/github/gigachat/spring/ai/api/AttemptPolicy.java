package io.github.gigachat.spring.ai.api;

import java.time.Duration;

import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Decides for one call whether, and how soon, it is tried again. It is made anew for each
 * call, since it remembers the last failure: the pause has to honour what that failure
 * asked for.
 */
final class AttemptPolicy implements RetryPolicy, BackOff, BackOffExecution {

	private final RetrySettings settings;

	private final CallScope scope;

	private final boolean stream;

	private @Nullable BackOffExecution pauses;

	private int attempts;

	private Duration leastPause = Duration.ZERO;

	AttemptPolicy(RetrySettings settings, CallScope scope, boolean stream) {
		this.settings = settings;
		this.scope = scope;
		this.stream = stream;
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		this.attempts++;
		if (this.attempts >= this.settings.maxAttempts() || this.scope.hasDelivered()
				|| !(failure instanceof GigaChatFailure typed) || !mayBeRepeated(typed.kind())) {
			return false;
		}
		Duration asked = typed.retryAfter();
		this.leastPause = (asked != null) ? asked : Duration.ZERO;
		return this.leastPause.compareTo(this.settings.maxRetryAfter()) <= 0;
	}

	private boolean mayBeRepeated(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT, SERVER, CONNECTION -> true;
			// a whole answer that was cut may have been billed; of a stream nothing came
			case CUT -> this.stream;
			case TIMEOUT -> this.settings.afterTimeout() && !this.scope.isExpired();
			default -> false;
		};
	}

	@Override
	public BackOff getBackOff() {
		return this;
	}

	@Override
	public BackOffExecution start() {
		return this;
	}

	/** The pause in milliseconds, or {@link #STOP} when the call's time would be over. */
	@Override
	public long nextBackOff() {
		if (this.pauses == null) {
			this.pauses = this.settings.pauses().start();
		}
		long pause = Math.max(this.pauses.nextBackOff(), this.leastPause.toMillis());
		return (this.scope.remaining().compareTo(Duration.ofMillis(pause)) > 0) ? pause : STOP;
	}

}
