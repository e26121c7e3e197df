package io.github.gigachat.samples.gateway.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.error.FailureErrors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends the work for open requests shortly before the time of a graceful shutdown is over.
 * Their clients get an error that asks them to repeat the request; without it, the server
 * would cut their connections.
 */
@Component
public class ShutdownDeadline implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ShutdownDeadline.class);

	/** The time in which the errors have to reach the clients. */
	private static final Duration FOR_ERRORS = Duration.ofSeconds(2);

	private final Duration time;

	/** Completes when the time is over. */
	private volatile Sinks.Empty<Void> end = Sinks.empty();

	private volatile boolean running;

	private volatile @Nullable Disposable timer;

	ShutdownDeadline(LifecycleProperties lifecycle) {
		Duration all = lifecycle.getTimeoutPerShutdownPhase();
		Duration half = all.dividedBy(2);
		this.time = all.minus((half.compareTo(FOR_ERRORS) < 0) ? half : FOR_ERRORS);
	}

	/**
	 * Bounds work for a request.
	 * @param work the work, which has a result
	 * @param <T> the type of the result
	 * @return the result, or an {@link ApiException} of status 503 when the time is over:
	 * the work is cancelled then
	 */
	public <T> Mono<T> within(Mono<T> work) {
		return Mono.defer(() -> work.takeUntilOther(this.end.asMono()))
			.switchIfEmpty(Mono.error(ShutdownDeadline::over));
	}

	/**
	 * Bounds a stream for a request.
	 * @param work the stream
	 * @param <T> the type of its elements
	 * @return the stream, which is cancelled and ends with an {@link ApiException} of
	 * status 503 when the time is over
	 */
	public <T> Flux<T> within(Flux<T> work) {
		return Flux.defer(() -> {
			AtomicBoolean complete = new AtomicBoolean();
			return work.doOnComplete(() -> complete.set(true))
				.takeUntilOther(this.end.asMono())
				.concatWith(Mono.defer(() -> complete.get() ? Mono.empty() : Mono.error(over())));
		});
	}

	private static ApiException over() {
		return new ApiException(FailureErrors.shutdown());
	}

	/** Returns the phase in which the web server waits for open requests. */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
	}

	/** Returns {@code false}: requests go on in a context that is paused. */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public void start() {
		cancelTimer();
		if (Boolean.TRUE.equals(this.end.scan(Scannable.Attr.TERMINATED))) {
			this.end = Sinks.empty();
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.timer = Mono.delay(this.time).subscribe((over) -> endWork());
	}

	private void endWork() {
		int open = this.end.currentSubscriberCount();
		if (open > 0) {
			logger.warn("The time for open requests is over; " + open + " of them end with an error");
		}
		this.end.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void destroy() {
		cancelTimer();
	}

	private void cancelTimer() {
		Disposable waiting = this.timer;
		if (waiting != null) {
			waiting.dispose();
		}
	}

}
