package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * One call of the service for one prompt, with its retries. A refused request is judged
 * by one list of {@link RefusalRepeat repeats}: the first one that removes the cause has
 * the request sent once more within the same attempt.
 * <p>
 * For one call, or one subscription; its requests follow one another.
 */
final class ChatCall {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final GigaChatApi api;

	private final GigaChatOptions options;

	private final Function<FlattenSettings, FlattenedConversation> flattening;

	/** The repeats that were not used yet, in the order of judgement. */
	private final List<RefusalRepeat> repeats;

	/** The request that is sent next, or was sent last. */
	private volatile Request request;

	/** The observation that flattening is reported to. */
	private volatile Observation observation = Observation.NOOP;

	/** The changes that were reported last. */
	private volatile String reported = "";

	/** The failure of a repeat, which ends a stream and is not retried. */
	private volatile @Nullable Throwable unmended;

	private ChatCall(GigaChatApi api, GigaChatOptions options,
			Function<FlattenSettings, FlattenedConversation> flattening, List<RefusalRepeat> ofFiles) {
		RequestHeaders headers = headers(options);
		this.api = headers.equals(RequestHeaders.none()) ? api : api.withHeaders(headers);
		this.options = options;
		this.flattening = flattening;
		this.request = request(OptionRules.settings(options));
		this.repeats = repeats(this.request.conversation(), options, ofFiles);
	}

	/**
	 * Makes the call of a prompt.
	 * @param api what it goes through
	 * @param options its options
	 * @param ofFiles the repeats that its attached files ask for
	 * @param flattening flattens it
	 */
	static ChatCall of(GigaChatApi api, GigaChatOptions options, List<RefusalRepeat> ofFiles,
			Function<FlattenSettings, FlattenedConversation> flattening) {
		return new ChatCall(api, options, flattening, ofFiles);
	}

	/**
	 * The repeats that may help, in the order in which a refusal is judged: words name
	 * the state ids alone, a lost file can be asked for, and schemas are what is left.
	 */
	private static List<RefusalRepeat> repeats(FlattenedConversation conversation, GigaChatOptions options,
			List<RefusalRepeat> ofFiles) {
		List<RefusalRepeat> repeats = new ArrayList<>(3);
		if (conversation.hasStateIds()) {
			repeats.add(new StateIdRepeat());
		}
		repeats.addAll(ofFiles);
		if (options.getFunctionSchema() == FunctionSchemaMode.AUTO && conversation.adaptable()) {
			repeats.add(new SchemaFallback());
		}
		return repeats;
	}

	/** The headers that the options add to a request. */
	static RequestHeaders headers(GigaChatOptions options) {
		Map<String, String> headers = options.getHeaders();
		if (headers == null && options.getSessionId() == null) {
			return RequestHeaders.none();
		}
		return new RequestHeaders(options.getSessionId(), (headers != null) ? headers : Map.of());
	}

	private Request request(FlattenSettings settings) {
		FlattenedConversation conversation = this.flattening.apply(settings);
		return new Request(settings, conversation, ChatVersion.of(this.options, conversation));
	}

	/**
	 * Reports the changes that flattening made, in the log and as an event. A repeated
	 * request is reported where its changes are others.
	 * @param observation the observation of the call
	 */
	void report(Observation observation) {
		this.observation = observation;
		String changes = this.request.conversation().changes().toString();
		if (changes.isEmpty() || changes.equals(this.reported)) {
			return;
		}
		this.reported = changes;
		if (logger.isDebugEnabled()) {
			logger.debug("Flattened for GigaChat: " + changes);
		}
		if (!observation.isNoop()) {
			observation.event(Observation.Event.of("gigachat.request.flattened", changes));
		}
	}

	/**
	 * Answers whole.
	 * @param atMost the longest that it takes with all attempts and repeats
	 */
	ChatResponse answer(Duration atMost) {
		return this.api.within(atMost).retry().call(this::attempt).get();
	}

	/** Makes one attempt. A failed repeat is returned, since no retry may follow it. */
	private Supplier<ChatResponse> attempt(CallScope scope) {
		try {
			ChatResponse response = this.request.exchange().ask(this.api.partOf(scope));
			return () -> response;
		}
		catch (GigaChatNonTransientException ex) {
			return repeated(ex, scope);
		}
	}

	private Supplier<ChatResponse> repeated(GigaChatNonTransientException refusal, CallScope scope) {
		boolean mended;
		try {
			mended = mend(refusal, scope);
		}
		catch (RuntimeException ex) {
			ex.addSuppressed(refusal);
			return () -> {
				throw ex;
			};
		}
		if (!mended) {
			throw explained(refusal);
		}
		return attempt(scope);
	}

	private boolean mend(GigaChatNonTransientException refusal, CallScope scope) {
		RefusalRepeat repeat = takeRepeat(refusal);
		while (repeat != null) {
			FlattenSettings mended = repeat.mended(this.request.settings(), scope.remaining());
			if (mended != null) {
				flattenAgain(mended);
				return true;
			}
			repeat = takeRepeat(refusal);
		}
		return false;
	}

	/** Answers as a stream. */
	Flux<ChatResponse> stream() {
		Flux<ChatResponse> chunks = this.api.retry().stream(this::chunks);
		return this.repeats.isEmpty() ? chunks : chunks
			.concatWith(Mono.defer(() -> (this.unmended != null) ? Mono.error(this.unmended) : Mono.empty()));
	}

	/**
	 * Makes one attempt. After a failed repeat it is empty, since no retry may follow.
	 */
	private Flux<ChatResponse> chunks(CallScope scope) {
		return this.request.exchange()
			.stream(this.api.partOf(scope))
			.onErrorResume(GigaChatNonTransientException.class,
					(ex) -> scope.hasDelivered() ? Flux.error(explained(ex)) : repeatedChunks(ex, scope));
	}

	private Flux<ChatResponse> repeatedChunks(GigaChatNonTransientException refusal, CallScope scope) {
		RefusalRepeat repeat = takeRepeat(refusal);
		if (repeat == null) {
			return Flux.error(explained(refusal));
		}
		return repeat.mendedLater(this.request.settings(), this.api.settings().callTimeout()).map((mended) -> {
			flattenAgain(mended);
			return chunks(scope);
		}).defaultIfEmpty(Flux.defer(() -> repeatedChunks(refusal, scope))).onErrorResume((failure) -> {
			failure.addSuppressed(refusal);
			this.unmended = failure;
			return Mono.empty();
		}).flatMapMany(Function.identity());
	}

	private @Nullable RefusalRepeat takeRepeat(GigaChatNonTransientException refusal) {
		for (RefusalRepeat repeat : this.repeats) {
			if (repeat.concerns(refusal)) {
				this.repeats.remove(repeat);
				return repeat;
			}
		}
		return null;
	}

	private void flattenAgain(FlattenSettings settings) {
		this.request = request(settings);
		report(this.observation);
	}

	private GigaChatNonTransientException explained(GigaChatNonTransientException failure) {
		String hint = ChatHints.of(failure, this.options, this.request.conversation());
		return (hint != null) ? failure.withHint(hint) : failure;
	}

	/**
	 * A flattened conversation, ready to be sent.
	 *
	 * @param settings the settings by which it was flattened
	 * @param conversation the conversation
	 * @param exchange sends it
	 */
	private record Request(FlattenSettings settings, FlattenedConversation conversation, ChatVersion exchange) {
	}

}
