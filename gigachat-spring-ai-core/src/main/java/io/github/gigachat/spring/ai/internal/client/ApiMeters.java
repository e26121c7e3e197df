package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.api.client.RequestWaitListener;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.metrics.OwnedMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

/**
 * Measures what an API does beside its exchanges: refreshes of the token, waits for room,
 * retries. No tag has a value that an application or the service makes up.
 */
public final class ApiMeters implements TokenListener, RequestWaitListener, AutoCloseable {

	private final OwnedMeters meters;

	/**
	 * Creates the meters.
	 * @param registry where they are registered
	 * @param tags tags of all of them
	 */
	public ApiMeters(MeterRegistry registry, Tags tags) {
		this.meters = new OwnedMeters(registry, tags);
	}

	/**
	 * Registers the gauges of an API. The registry holds the API weakly.
	 * @param <T> the type of the API
	 * @param api the API
	 * @param token reads the state of its token
	 * @param requests reads the state of its request limit
	 */
	public <T> void bind(T api, Function<T, TokenState> token, Function<T, RequestLimitState> requests) {
		if (token.apply(api).used()) {
			this.meters.register((registry, tags) -> TimeGauge
				.builder("gigachat.token.age", api, TimeUnit.SECONDS, (measured) -> tokenAge(token.apply(measured)))
				.description("Time since the present access token was got")
				.tags(tags)
				.register(registry));
		}
		this.meters.register((registry, tags) -> Gauge
			.builder("gigachat.requests.active", api, (measured) -> requests.apply(measured).inUse())
			.description("Requests that are under way, streams until their end")
			.baseUnit("requests")
			.tags(tags)
			.register(registry));
		Integer limit = requests.apply(api).limit();
		if (limit != null) {
			this.meters.register((registry, tags) -> Gauge
				.builder("gigachat.requests.queued", api, (measured) -> requests.apply(measured).waiting())
				.description("Requests in line under max-concurrent-requests")
				.baseUnit("requests")
				.tags(tags)
				.register(registry));
			this.meters.register((registry, tags) -> Gauge.builder("gigachat.requests.max", () -> limit)
				.description("Most requests at once, max-concurrent-requests")
				.baseUnit("requests")
				.tags(tags)
				.register(registry));
		}
	}

	private static double tokenAge(TokenState state) {
		Instant since = state.hasToken() ? state.lastRefresh() : null;
		return (since != null) ? Duration.between(since, Instant.now()).toMillis() / 1e3 : Double.NaN;
	}

	@Override
	public void refreshed(TokenListener.Outcome outcome, Duration duration) {
		this.meters.update((registry, tags) -> Timer.builder("gigachat.token.refresh")
			.description("Attempts to get an access token, without the pauses between them")
			.tags(tags)
			.tag("outcome", word(outcome))
			.register(registry), (timer) -> timer.record(duration));
	}

	@Override
	public void waited(Duration waited, WaitEnd end) {
		this.meters.update((registry, tags) -> Timer.builder("gigachat.requests.wait")
			.description("Time of requests in line under max-concurrent-requests")
			.tags(tags)
			.tag("outcome", word(end))
			.register(registry), (timer) -> timer.record(waited));
	}

	/**
	 * A call or a stream is tried again.
	 * @param failure why
	 */
	void retried(Throwable failure) {
		String error = (failure instanceof GigaChatFailure typed) ? word(typed.kind()) : "other";
		this.meters.update((registry, tags) -> Counter.builder("gigachat.retries")
			.description("Requests that were sent again for a failure that may pass")
			.baseUnit("requests")
			.tags(tags)
			.tag("error", error)
			.register(registry), Counter::increment);
	}

	private static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Removes the meters from their registry.
	 */
	@Override
	public void close() {
		this.meters.close();
	}

}
