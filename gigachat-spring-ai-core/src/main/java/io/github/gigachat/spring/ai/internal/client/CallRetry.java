package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.support.CompositeRetryListener;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Repeats attempts that failed for a temporary reason, within the time of the whole call:
 * calls, and streams that have not delivered anything yet. A pause is never shorter than
 * the service's {@code Retry-After}.
 */
public final class CallRetry {

	private final RetrySettings settings;

	private final Duration callTimeout;

	private final @Nullable RetryTemplate own;

	private final @Nullable ApiMeters meters;

	/** The end of all calls; {@code null} if only the call timeout bounds them. */
	private final @Nullable CallScope end;

	/** True if each call makes a single attempt. */
	private final boolean once;

	/** The call that all requests are part of; {@code null} if each is its own call. */
	private final @Nullable CallScope whole;

	/**
	 * Creates the retry of an application that may have a template of its own. The
	 * template's policy decides whether and how soon an attempt follows; the longest
	 * {@code Retry-After} and the rule for timeouts are still those of the settings. The
	 * template's listener is notified of calls, not of streams.
	 * @param settings the rules for repeating a failed request
	 * @param callTimeout the maximum duration of a call with all its attempts; it does
	 * not bound a stream
	 * @param own the application's template; {@code null} for none
	 * @param meters counts the repeats; {@code null} for none
	 */
	public CallRetry(RetrySettings settings, Duration callTimeout, @Nullable RetryTemplate own,
			@Nullable ApiMeters meters) {
		this.own = own;
		this.settings = Objects.requireNonNull(settings, "settings");
		this.callTimeout = Objects.requireNonNull(callTimeout, "callTimeout");
		this.meters = meters;
		this.end = null;
		this.once = false;
		this.whole = null;
	}

	private CallRetry(CallRetry other, @Nullable CallScope end, boolean once, @Nullable CallScope whole) {
		this.settings = other.settings;
		this.callTimeout = other.callTimeout;
		this.own = other.own;
		this.meters = other.meters;
		this.end = end;
		this.once = once;
		this.whole = whole;
	}

	/**
	 * Returns a retry whose calls and streams all end at the same time.
	 * @param timeout the time from now until that end; an earlier end of this retry stays
	 * @return the bounded retry
	 */
	public CallRetry within(Duration timeout) {
		if (this.whole != null) {
			return new CallRetry(this, this.end, this.once, this.whole.endingIn(timeout));
		}
		CallScope bounded = CallScope.within((this.end != null) ? shorter(timeout, this.end.remaining()) : timeout);
		return new CallRetry(this, bounded, this.once, this.whole);
	}

	/**
	 * Returns a retry that makes a single attempt for each call.
	 * @return the retry that repeats nothing
	 */
	public CallRetry once() {
		return new CallRetry(this, this.end, true, this.whole);
	}

	/**
	 * Returns a retry whose calls are parts of one attempt of another call, which repeats
	 * them.
	 * @param whole the call that they are parts of
	 * @return the retry that repeats nothing
	 */
	public CallRetry partOf(CallScope whole) {
		return new CallRetry(this, this.end, this.once, whole);
	}

	/** Returns the call that all requests are part of, or {@code null}. */
	@Nullable CallScope whole() {
		return this.whole;
	}

	/** Returns {@code false} if each request is sent once only. */
	boolean isRepeating() {
		return !this.once && this.whole == null;
	}

	/**
	 * Returns how long a call that begins now may take.
	 * @return the call timeout, or the time left if that is shorter
	 */
	public Duration timeout() {
		CallScope bound = (this.whole != null) ? this.whole : this.end;
		return (bound != null) ? shorter(this.callTimeout, bound.remaining()) : this.callTimeout;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Runs a call, and repeats it as the settings allow.
	 * @param <T> the type of the result
	 * @param attempt makes one attempt within the given scope
	 * @return the result of the attempt that succeeded
	 * @throws RuntimeException the failure of the last attempt
	 */
	public <T> T call(Function<CallScope, T> attempt) {
		return call(attempt, () -> true);
	}

	/**
	 * Runs a call, and repeats it as the settings allow and while it can be repeated.
	 * @param <T> the type of the result
	 * @param attempt makes one attempt within the given scope
	 * @param repeatable tells whether another attempt can be made
	 * @return the result of the attempt that succeeded
	 * @throws RuntimeException the failure of the last attempt
	 */
	public <T> T call(Function<CallScope, T> attempt, BooleanSupplier repeatable) {
		if (this.whole != null) {
			return part(attempt, this.whole, repeatable);
		}
		CallScope scope = CallScope.within(timeout());
		if (this.once) {
			return attempt.apply(scope);
		}
		RetryTemplate template = new RetryTemplate(policy(scope, false, repeatable));
		template.setRetryListener(listener());
		return template.invoke(() -> attempt.apply(scope));
	}

	private static <T> T part(Function<CallScope, T> attempt, CallScope whole, BooleanSupplier repeatable) {
		try {
			return attempt.apply(whole);
		}
		catch (RuntimeException ex) {
			if (!repeatable.getAsBoolean()) {
				whole.markSpent();
			}
			throw ex;
		}
	}

	/**
	 * Subscribes to a stream, and repeats that as the settings allow while nothing was
	 * delivered. Each subscription to the result is a new call.
	 * @param <T> the type of the elements
	 * @param attempt makes one attempt within the given scope
	 * @return the stream
	 */
	public <T> Flux<T> stream(Function<CallScope, Flux<T>> attempt) {
		return Flux.defer(() -> {
			if (this.whole != null) {
				return attempt.apply(this.whole);
			}
			CallScope scope = (this.end != null) ? CallScope.within(this.end.remaining()) : CallScope.unlimited();
			return this.once ? attempt.apply(scope) : again(attempt, scope, policy(scope, true, () -> true));
		});
	}

	/**
	 * Runs a call that receives its answer in parts and yields it whole, under the rules
	 * of {@link #call}. Blocks no thread. Each subscription to the result is a new call.
	 * As for streams, the template's listener is not notified.
	 * @param <T> the type of the result
	 * @param attempt makes one attempt within the given scope
	 * @return the result of the attempt that succeeded
	 */
	public <T> Mono<T> callAsync(Function<CallScope, Mono<T>> attempt) {
		return Mono.defer(() -> {
			if (this.whole != null) {
				return attempt.apply(this.whole);
			}
			CallScope scope = CallScope.within(timeout());
			return this.once ? attempt.apply(scope)
					: again((one) -> attempt.apply(one).flux(), scope, policy(scope, false, () -> true))
						.singleOrEmpty();
		});
	}

	private AttemptPolicy policy(CallScope scope, boolean stream, BooleanSupplier repeatable) {
		return new AttemptPolicy(this.settings, (this.own != null) ? this.own.getRetryPolicy() : null, scope, stream,
				repeatable);
	}

	private RetryListener listener() {
		RetryListener last = new AttemptListener(this.meters);
		return (this.own != null) ? new CompositeRetryListener(List.of(this.own.getRetryListener(), last)) : last;
	}

	private <T> Flux<T> again(Function<CallScope, Flux<T>> attempt, CallScope scope, AttemptPolicy policy) {
		return attempt.apply(scope).onErrorResume((failure) -> {
			long pause = policy.shouldRetry(failure) ? policy.nextWithinTimeout() : BackOffExecution.STOP;
			if (pause == BackOffExecution.STOP) {
				return Flux.error(failure);
			}
			return Mono.delay(Duration.ofMillis(pause)).thenMany(Flux.defer(() -> {
				AttemptListener.count(this.meters, failure);
				return again(attempt, scope, policy);
			}));
		});
	}

}
