package io.github.gigachat.samples.gateway.web;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sends a comment into a stream of events whenever it is silent for long, so that neither
 * the client nor a proxy gives it up. The first comment of a stream without events comes
 * later: until it, a failure has a status of its own.
 */
final class StreamSilence {

	private final Duration first;

	private final Duration every;

	/**
	 * Creates the rule.
	 * @param first the time until the first comment of a stream without events
	 * @param every the longest silence after the first event or comment
	 */
	StreamSilence(Duration first, Duration every) {
		this.first = first;
		this.every = every;
	}

	/**
	 * Adds comments to a stream.
	 * @param events the stream
	 * @param comment the bytes of a comment, or of an event without meaning
	 */
	Flux<byte[]> filled(Flux<byte[]> events, byte[] comment) {
		return Flux.defer(() -> {
			Watch watch = new Watch(this.first, this.every);
			Sinks.Empty<Void> over = Sinks.empty();
			Flux<byte[]> watched = events.doOnNext((event) -> watch.sent()).doFinally((end) -> over.tryEmitEmpty());
			Flux<byte[]> comments = Mono.defer(() -> Mono.delay(watch.untilDue()))
				.filter((tick) -> watch.isDue())
				.map((tick) -> {
					watch.sent();
					return comment;
				})
				.repeat()
				.takeUntilOther(over.asMono());
			return Flux.mergeDelayError(1, watched, comments);
		});
	}

	/** The time at which the next comment is due. */
	private static final class Watch {

		private final Duration every;

		private volatile long due;

		Watch(Duration first, Duration every) {
			this.every = every;
			this.due = System.nanoTime() + first.toNanos();
		}

		void sent() {
			this.due = System.nanoTime() + this.every.toNanos();
		}

		Duration untilDue() {
			return Duration.ofNanos(Math.max(1_000_000, this.due - System.nanoTime()));
		}

		boolean isDue() {
			return this.due - System.nanoTime() <= 0;
		}

	}

}
