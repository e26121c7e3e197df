package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * One event of a streamed answer, or a complete answer, with the metadata of its
 * response.
 *
 * @param answer the new part of the answer; {@code null} for an event without one
 * @param response the response that contains the event
 * @param model the model that answers
 * @param usage the usage of the answer; {@code null} in all events but the last
 * @param further further metadata of the response
 */
record ModelChunk(@Nullable ModelMessage answer, ApiResponse<?> response, @Nullable String model, @Nullable Usage usage,
		Map<String, Object> further) {

	private static final Usage NO_USAGE = new EmptyUsage();

	/**
	 * Returns a chunk of the same response that precedes this one and has no usage.
	 */
	ModelChunk before(ModelMessage earlier) {
		return new ModelChunk(earlier, this.response, this.model, null, this.further);
	}

	/** Returns the answer of a chunk that has one. */
	ModelMessage message() {
		return Objects.requireNonNull(this.answer, "answer");
	}

	ModelChunk with(ModelMessage other) {
		return new ModelChunk(other, this.response, this.model, this.usage, this.further);
	}

	/**
	 * Returns the metadata of the response.
	 * @param changes the changes that the request needed
	 */
	ChatResponseMetadata metadata(FlatteningChanges changes) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.usage((this.usage != null) ? this.usage : NO_USAGE);
		if (this.response.requestId() != null) {
			metadata.id(this.response.requestId());
		}
		if (this.model != null) {
			metadata.model(this.model);
		}
		if (this.response.sessionId() != null) {
			metadata.keyValue(GigaChatMetadata.SESSION_ID, this.response.sessionId());
		}
		if (this.response.rateLimit() != null) {
			metadata.rateLimit(this.response.rateLimit());
		}
		if (!changes.isEmpty()) {
			metadata.keyValue(GigaChatMetadata.FLATTENING_CHANGES, changes);
		}
		this.further.forEach(metadata::keyValue);
		return metadata.build();
	}

	/**
	 * Replaces each element of a stream with any number of elements. A failure does not
	 * overtake elements that a slow subscriber has not requested yet.
	 * @param parts returns the parts of an element, in their order
	 */
	static <T, R> Flux<R> split(Flux<T> elements, Function<T, List<R>> parts) {
		// concatMapIterable would drop its queue on a failure
		return elements.concatMapDelayError((element) -> published(parts.apply(element)));
	}

	private static <R> Publisher<R> published(List<R> parts) {
		return switch (parts.size()) {
			case 0 -> Mono.empty();
			case 1 -> Mono.just(parts.get(0));
			default -> Flux.fromIterable(parts);
		};
	}

}
