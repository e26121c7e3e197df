package io.github.gigachat.samples.gateway.models;

import java.time.Duration;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Requests the lists of models in the background: once after the start, which does not
 * wait for them, and then at a fixed interval.
 */
@Component
class ModelRefresh implements SmartLifecycle {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private final Upstreams upstreams;

	private final Duration interval;

	private volatile @Nullable Disposable running;

	/**
	 * Creates the refresh.
	 * @throws InvalidSettingsException if the interval is shorter than a second
	 */
	ModelRefresh(Upstreams upstreams, GatewayProperties properties) {
		this.upstreams = upstreams;
		this.interval = properties.modelRefreshInterval();
		if (this.interval.compareTo(SHORTEST) < 0) {
			throw InvalidSettingsException.of("gigachat.gateway.model-refresh-interval",
					"the interval is shorter than a second", "Set a duration of at least 1s, 10m for example");
		}
	}

	@Override
	public void start() {
		this.running = Flux.fromIterable(this.upstreams.all())
			.flatMap((upstream) -> Flux.interval(Duration.ZERO, this.interval)
				.onBackpressureDrop()
				.concatMap((tick) -> upstream.load().onErrorComplete(), 1))
			.subscribe();
	}

	@Override
	public void stop() {
		Disposable refresh = this.running;
		if (refresh != null) {
			refresh.dispose();
		}
		this.running = null;
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

}
