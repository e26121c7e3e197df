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
 * Repeats what failed for a passing reason, within the time of the whole call: calls, and
 * streams that have not delivered anything yet. Pauses are never shorter than the
 * service's {@code Retry-After}.
 */
public final class CallRetry {

	private final RetrySettings settings;

	private final Duration callTimeout;

	private final @Nullable RetryTemplate own;

	private final @Nullable ApiMeters meters;

	/**
	 * Creates the retry.
	 * @param settings when a failed request is sent again
	 * @param callTimeout the longest that a call takes with all its attempts; a stream
	 * has no such end
	 */
	public CallRetry(RetrySettings settings, Duration callTimeout) {
		this(settings, callTimeout, null);
	}

	/**
	 * Creates the retry of an application that has a template of its own. The template's
	 * policy decides whether and how soon an attempt follows; of the settings, the
	 * longest {@code Retry-After} and what is done after a timeout stay in force. Its
	 * listener is told of calls.
	 * @param settings when a failed request is sent again
	 * @param callTimeout the longest that a call takes with all its attempts; a stream
	 * has no such end
	 * @param own the application's template; {@code null} for none
	 */
	public CallRetry(RetrySettings settings, Duration callTimeout, @Nullable RetryTemplate own) {
		this(settings, callTimeout, own, null);
	}

	public CallRetry(RetrySettings settings, Duration callTimeout, @Nullable RetryTemplate own,
			@Nullable ApiMeters meters) {
		this.own = own;
		this.settings = Objects.requireNonNull(settings, "settings");
		this.callTimeout = Objects.requireNonNull(callTimeout, "callTimeout");
		this.meters = meters;
	}

	/**
	 * Runs a call, and again as long as the settings have it.
	 * @param <T> what the call returns
	 * @param attempt one attempt, within the given scope
	 * @return what the attempt that succeeded returned
	 * @throws RuntimeException the last attempt's failure
	 */
	public <T> T call(Function<CallScope, T> attempt) {
		return call(this.callTimeout, attempt);
	}

	/**
	 * Runs a part of a call, in what is left of its time, and again as long as the
	 * settings have it.
	 * @param <T> what the call returns
	 * @param atMost the longest that it takes with all its attempts
	 * @param attempt one attempt, within the given scope
	 * @return what the attempt that succeeded returned
	 * @throws RuntimeException the last attempt's failure
	 */
	public <T> T call(Duration atMost, Function<CallScope, T> attempt) {
		return call(atMost, attempt, () -> true);
	}

	/**
	 * Runs a call, and again as long as the settings have it and it can be made again.
	 */
	public <T> T call(Function<CallScope, T> attempt, BooleanSupplier repeatable) {
		return call(this.callTimeout, attempt, repeatable);
	}

	private <T> T call(Duration atMost, Function<CallScope, T> attempt, BooleanSupplier repeatable) {
		CallScope scope = CallScope.within(atMost);
		RetryTemplate template = new RetryTemplate(policy(scope, false, repeatable));
		template.setRetryListener(listener());
		return template.invoke(() -> attempt.apply(scope));
	}

	/**
	 * Subscribes to a stream, and again, while nothing was delivered, as long as the
	 * settings have it. Each subscription to the result is a new call.
	 * @param <T> what the stream delivers
	 * @param attempt one attempt, within the given scope
	 * @return the stream
	 */
	public <T> Flux<T> stream(Function<CallScope, Flux<T>> attempt) {
		return Flux.defer(() -> {
			CallScope scope = CallScope.unlimited();
			return again(attempt, scope, policy(scope, true, () -> true));
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
