package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Replaces each element of a stream with any number of elements. A failure does not
 * overtake elements that a slow subscriber has not requested yet.
 */
final class SplitStream {

	private SplitStream() {
	}

	/**
	 * Creates the stream of the parts.
	 * @param <T> the type of the original elements
	 * @param <R> the type of the parts
	 * @param elements the original stream
	 * @param parts returns the parts of an element, in their order
	 * @return the stream of the parts
	 */
	static <T, R> Flux<R> of(Flux<T> elements, Function<T, List<R>> parts) {
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
