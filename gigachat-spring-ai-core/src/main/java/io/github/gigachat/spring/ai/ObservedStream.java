package io.github.gigachat.spring.ai;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.gigachat.spring.ai.internal.answer.AnswerMapper;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.observation.ChatModelObservationContext;

/**
 * Observes an answer that is delivered to a subscriber, from its subscription to its end.
 */
final class ObservedStream {

	private ObservedStream() {
	}

	/**
	 * Observes a stream. The observation stops before the subscriber is notified of the
	 * stream's end.
	 * @param observation the observation, not started yet
	 * @param context its context, which receives the aggregated answer
	 * @param parent the observation of the subscriber, if any
	 * @param chunks creates the stream for the observation
	 */
	static Flux<ChatResponse> of(Observation observation, ChatModelObservationContext context,
			@Nullable Observation parent, Function<Observation, Flux<ChatResponse>> chunks) {
		start(observation, parent);
		AtomicReference<Usage> usage = new AtomicReference<>(new EmptyUsage());
		// deferred, so that its failure is observed
		Flux<ChatResponse> watched = Flux.defer(() -> chunks.apply(observation))
			.doOnNext((chunk) -> keep(usage, chunk))
			.doOnError(observation::error);
		Runnable end = stopOnce(observation);
		// stops after the aggregation and before the subscriber is notified
		return new MessageAggregator()
			.aggregate(watched, (whole) -> context.setResponse(AnswerMapper.withUsage(whole, usage.get())))
			.doOnTerminate(end)
			.doOnCancel(end)
			.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	/**
	 * Observes a whole answer, as {@link #of} does a stream.
	 * @param observation the observation, not started yet
	 * @param context its context, which receives the answer
	 * @param parent the observation of the subscriber, if any
	 * @param answer creates the answer for the observation
	 */
	static Mono<ChatResponse> whole(Observation observation, ChatModelObservationContext context,
			@Nullable Observation parent, Function<Observation, Mono<ChatResponse>> answer) {
		start(observation, parent);
		Runnable end = stopOnce(observation);
		return Mono.defer(() -> answer.apply(observation))
			.doOnNext(context::setResponse)
			.doOnError(observation::error)
			.doOnTerminate(end)
			.doOnCancel(end)
			.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	private static Runnable stopOnce(Observation observation) {
		AtomicBoolean ended = new AtomicBoolean();
		return () -> {
			if (ended.compareAndSet(false, true)) {
				observation.stop();
			}
		};
	}

	private static void start(Observation observation, @Nullable Observation parent) {
		observation.parentObservation(parent);
		if (parent == null) {
			observation.start();
			return;
		}
		Observation.Scope scope = parent.openScope();
		try {
			observation.start();
		}
		finally {
			scope.close();
		}
	}

	/** Keeps the usage, since the aggregator loses the number of cached tokens. */
	private static void keep(AtomicReference<Usage> last, ChatResponse chunk) {
		Usage usage = chunk.getMetadata().getUsage();
		if (!(usage instanceof EmptyUsage)) {
			last.set(usage);
		}
	}

}
