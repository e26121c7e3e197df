package io.github.gigachat.spring.ai;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.gigachat.spring.ai.internal.answer.AnswerMapper;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.observation.ChatModelObservationContext;

/**
 * Observes a streamed answer from its subscription to its end.
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
		observation.parentObservation(parent);
		startWithin(parent, observation);
		AtomicReference<Usage> usage = new AtomicReference<>(new EmptyUsage());
		// deferred, so that its failure is observed
		Flux<ChatResponse> watched = Flux.defer(() -> chunks.apply(observation))
			.doOnNext((chunk) -> keep(usage, chunk))
			.doOnError(observation::error);
		AtomicBoolean ended = new AtomicBoolean();
		Runnable end = () -> {
			if (ended.compareAndSet(false, true)) {
				observation.stop();
			}
		};
		// stops after the aggregation and before the subscriber is notified
		return new MessageAggregator()
			.aggregate(watched, (whole) -> context.setResponse(AnswerMapper.withUsage(whole, usage.get())))
			.doOnTerminate(end)
			.doOnCancel(end)
			.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	private static void startWithin(@Nullable Observation parent, Observation observation) {
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
