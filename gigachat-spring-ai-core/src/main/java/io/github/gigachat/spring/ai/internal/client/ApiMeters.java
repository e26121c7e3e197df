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
 * The meters of an API beside those of its HTTP exchanges: token refreshes, waits for a
 * request permit, and retries. No meter adds a tag whose value comes from the application
 * or the service.
 */
public final class ApiMeters implements TokenListener, RequestWaitListener, AutoCloseable {

	private final OwnedMeters meters;

	/**
	 * Creates the meters.
	 * @param registry the registry of the meters
	 * @param tags the tags of all meters
	 */
	public ApiMeters(MeterRegistry registry, Tags tags) {
		this.meters = new OwnedMeters(registry, tags);
	}

	/**
	 * Registers the gauges of an API. The registry holds the API weakly.
	 * @param <T> the type of the API
	 * @param api the API
	 * @param token returns the state of the API's token
	 * @param requests returns the state of the API's request limit
	 */
	public <T> void bind(T api, Function<T, TokenState> token, Function<T, RequestLimitState> requests) {
		if (token.apply(api).used()) {
			this.meters.register((registry, tags) -> TimeGauge
				.builder("gigachat.token.age", api, TimeUnit.SECONDS, (measured) -> tokenAge(token.apply(measured)))
				.description("Time since the current access token was obtained")
				.tags(tags)
				.register(registry));
		}
		this.meters.register((registry, tags) -> Gauge
			.builder("gigachat.requests.active", api, (measured) -> requests.apply(measured).inUse())
			.description("Requests in progress, including streams until they end")
			.baseUnit("requests")
			.tags(tags)
			.register(registry));
		Integer limit = requests.apply(api).limit();
		if (limit != null) {
			this.meters.register((registry, tags) -> Gauge
				.builder("gigachat.requests.queued", api, (measured) -> requests.apply(measured).waiting())
				.description("Requests waiting because of max-concurrent-requests")
				.baseUnit("requests")
				.tags(tags)
				.register(registry));
			this.meters.register((registry, tags) -> Gauge.builder("gigachat.requests.max", () -> limit)
				.description("Maximum number of concurrent requests (max-concurrent-requests)")
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
			.description("Attempts to obtain an access token, without the pauses between them")
			.tags(tags)
			.tag("outcome", word(outcome))
			.register(registry), (timer) -> timer.record(duration));
	}

	@Override
	public void waited(Duration waited, WaitEnd end) {
		this.meters.update((registry, tags) -> Timer.builder("gigachat.requests.wait")
			.description("Time that requests waited because of max-concurrent-requests")
			.tags(tags)
			.tag("outcome", word(end))
			.register(registry), (timer) -> timer.record(waited));
	}

	/**
	 * Counts a retry of a call or a stream.
	 * @param failure the failure that caused the retry
	 */
	void retried(Throwable failure) {
		String error = (failure instanceof GigaChatFailure typed) ? word(typed.kind()) : "other";
		this.meters.update((registry, tags) -> Counter.builder("gigachat.retries")
			.description("Requests that were sent again after a transient failure")
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
