package io.github.gigachat.spring.ai;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.internal.answer.Reasoning;
import io.github.gigachat.spring.ai.metrics.OwnedMeters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Meters for the speed of answers: the time to the first token of a stream, and the
 * tokens per second of any answer. Both times start at the caller's request, so they
 * include retries and waits. Failed answers are not measured.
 */
final class ChatMeters implements AutoCloseable {

	private final @Nullable OwnedMeters meters;

	/**
	 * Creates the meters. Each meter is registered with its first value.
	 * @param registry the registry, or {@code null} to measure nothing
	 * @param tags the tags of all meters
	 */
	ChatMeters(@Nullable MeterRegistry registry, Iterable<? extends Tag> tags) {
		this.meters = (registry != null) ? new OwnedMeters(registry, Tags.of(tags)) : null;
	}

	/**
	 * Measures a whole answer.
	 * @param model the name of the requested model
	 * @param start the time of the caller's request, of {@link System#nanoTime()}
	 * @param response the answer
	 */
	void answered(String model, long start, ChatResponse response) {
		answered(model, tokens(response), start);
	}

	/**
	 * Measures a streamed answer, once.
	 * @param model the name of the requested model
	 * @param start the time of the caller's request, of {@link System#nanoTime()}
	 * @param chunks the stream
	 * @return the same stream
	 */
	Flux<ChatResponse> stream(String model, long start, Flux<ChatResponse> chunks) {
		if (this.meters == null) {
			return chunks;
		}
		Watch watch = new Watch(model, start);
		return chunks.doOnNext(watch::chunk).doOnComplete(watch::completed);
	}

	private void answered(String model, int tokens, long start) {
		if (this.meters != null && tokens > 0) {
			double seconds = (System.nanoTime() - start) / 1e9;
			this.meters.update((registry, tags) -> DistributionSummary.builder("gigachat.chat.tokens.per.second")
				.description("Tokens of an answer by the time from its request to its end")
				.baseUnit("tokens_per_second")
				.tags(tags)
				.tag("model", model)
				.register(registry), (rate) -> rate.record(tokens / seconds));
		}
	}

	private void began(OwnedMeters meters, String model, long start) {
		long time = System.nanoTime() - start;
		meters.update((registry, tags) -> Timer.builder("gigachat.chat.first.token")
			.description("Time from the request of a stream to its first token")
			.tags(tags)
			.tag("model", model)
			.register(registry), (timer) -> timer.record(time, TimeUnit.NANOSECONDS));
	}

	/**
	 * Returns whether a chunk has content. The first event of a stream may have only a
	 * role.
	 */
	static boolean isToken(ChatResponse chunk) {
		Generation generation = chunk.getResult();
		if (generation == null) {
			return false;
		}
		AssistantMessage output = generation.getOutput();
		return StringUtils.hasLength(output.getText()) || output.hasToolCalls() || Reasoning.isIn(output);
	}

	private static int tokens(ChatResponse response) {
		Integer tokens = response.getMetadata().getUsage().getCompletionTokens();
		return (tokens != null) ? tokens : 0;
	}

	/**
	 * Removes the meters from the registry.
	 */
	@Override
	public void close() {
		if (this.meters != null) {
			this.meters.close();
		}
	}

	/**
	 * Measures one stream, whose chunks arrive one at a time.
	 */
	private final class Watch {

		private final String model;

		private final long start;

		private boolean begun;

		private int tokens;

		Watch(String model, long start) {
			this.model = model;
			this.start = start;
		}

		void chunk(ChatResponse chunk) {
			if (!this.begun && isToken(chunk)) {
				this.begun = true;
				began(Objects.requireNonNull(ChatMeters.this.meters), this.model, this.start);
			}
			this.tokens = Math.max(this.tokens, ChatMeters.tokens(chunk));
		}

		void completed() {
			answered(this.model, this.tokens, this.start);
		}

	}

}
