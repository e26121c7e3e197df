package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes several elements, or none, of each one of a stream, and lets no failure overtake
 * them: what a slow reader has not taken yet is delivered before it.
 */
final class SplitStream {

	private SplitStream() {
	}

	/**
	 * The stream of the parts.
	 * @param <T> what comes
	 * @param <R> what goes out
	 * @param elements what is split
	 * @param parts the parts of an element, in their order
	 */
	static <T, R> Flux<R> of(Flux<T> elements, Function<T, List<R>> parts) {
		// concatMapIterable would drop its queue when a failure comes
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
