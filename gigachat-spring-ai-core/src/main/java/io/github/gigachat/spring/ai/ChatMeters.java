package io.github.gigachat.spring.ai;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.internal.answer.Reasoning;
import io.github.gigachat.spring.ai.metrics.OwnedMeters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
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

	private final OwnedMeters meters;

	/**
	 * Creates the meters. Each meter is registered with its first value.
	 * @param registry the registry
	 * @param tags the tags of all meters
	 */
	ChatMeters(MeterRegistry registry, Tags tags) {
		this.meters = new OwnedMeters(registry, tags);
	}

	/**
	 * Measures a whole answer.
	 * @param model the name of the requested model
	 * @param call the call
	 * @return the response of the call
	 */
	ChatResponse call(String model, Supplier<ChatResponse> call) {
		long start = System.nanoTime();
		ChatResponse response = call.get();
		answered(model, tokens(response), start);
		return response;
	}

	/**
	 * Measures a streamed answer, per subscription.
	 * @param model the name of the requested model
	 * @param chunks the stream
	 * @return the same stream
	 */
	Flux<ChatResponse> stream(String model, Flux<ChatResponse> chunks) {
		return Flux.defer(() -> {
			Watch watch = new Watch(model);
			return chunks.doOnNext(watch::chunk).doOnComplete(watch::completed);
		});
	}

	private void answered(String model, int tokens, long start) {
		if (tokens > 0) {
			double seconds = (System.nanoTime() - start) / 1e9;
			this.meters.update((registry, tags) -> DistributionSummary.builder("gigachat.chat.tokens.per.second")
				.description("Tokens of an answer by the time from its request to its end")
				.baseUnit("tokens_per_second")
				.tags(tags)
				.tag("model", model)
				.register(registry), (rate) -> rate.record(tokens / seconds));
		}
	}

	private void began(String model, long start) {
		long time = System.nanoTime() - start;
		this.meters.update((registry, tags) -> Timer.builder("gigachat.chat.first.token")
			.description("Time from the request of a stream to its first token")
			.tags(tags)
			.tag("model", model)
			.register(registry), (timer) -> timer.record(time, TimeUnit.NANOSECONDS));
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
		this.meters.close();
	}

	/**
	 * Measures one stream, whose chunks arrive one at a time.
	 */
	private final class Watch {

		private final String model;

		private final long start = System.nanoTime();

		private boolean begun;

		private int tokens;

		Watch(String model) {
			this.model = model;
		}

		void chunk(ChatResponse chunk) {
			if (!this.begun && isToken(chunk.getResult())) {
				this.begun = true;
				began(this.model, this.start);
			}
			this.tokens = Math.max(this.tokens, ChatMeters.tokens(chunk));
		}

		void completed() {
			answered(this.model, this.tokens, this.start);
		}

		/**
		 * Excludes chunks without content: the first event of a stream may have only a
		 * role.
		 */
		private static boolean isToken(@Nullable Generation generation) {
			if (generation == null) {
				return false;
			}
			AssistantMessage output = generation.getOutput();
			return StringUtils.hasLength(output.getText()) || output.hasToolCalls() || Reasoning.isIn(output);
		}

	}

}
