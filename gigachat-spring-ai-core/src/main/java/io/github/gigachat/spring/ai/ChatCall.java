package io.github.gigachat.spring.ai;

import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.api.RequestHeaders;
import io.github.gigachat.spring.ai.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.flatten.FunctionSchemaMode;
import io.github.gigachat.spring.ai.http.CallScope;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * One prompt on its way to the service and back. Where the options have it so, a request
 * that was refused for its tools' schemas goes out once more with adapted ones.
 */
final class ChatCall {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final GigaChatApi api;

	private final GigaChatOptions options;

	private final FlattenedConversation conversation;

	private final ChatExchange exchange;

	private final RequestHeaders headers;

	/**
	 * Flattens once more with adapted schemas; {@code null} where that is not asked for.
	 */
	private final @Nullable Function<FlattenSettings, FlattenedConversation> again;

	/** Where the event of a second flattening belongs. */
	private volatile Observation observation = Observation.NOOP;

	private ChatCall(GigaChatApi api, GigaChatOptions options, FlattenedConversation conversation,
			@Nullable Function<FlattenSettings, FlattenedConversation> again) {
		this.api = api;
		this.options = options;
		this.conversation = conversation;
		this.exchange = ChatExchange.of(api, options, conversation);
		this.headers = headers(options);
		this.again = again;
	}

	/**
	 * Makes the call of a prompt.
	 * @param api what it goes through
	 * @param options its options
	 * @param flattening flattens it
	 */
	static ChatCall of(GigaChatApi api, GigaChatOptions options,
			Function<FlattenSettings, FlattenedConversation> flattening) {
		FlattenedConversation conversation = flattening.apply(OptionRules.settings(options));
		boolean again = options.getFunctionSchema() == FunctionSchemaMode.AUTO && conversation.adaptable();
		return new ChatCall(api, options, conversation, again ? flattening : null);
	}

	/** What the options add to the headers of a request. */
	static RequestHeaders headers(GigaChatOptions options) {
		Map<String, String> headers = options.getHeaders();
		if (headers == null && options.getSessionId() == null) {
			return RequestHeaders.none();
		}
		return new RequestHeaders(options.getSessionId(), (headers != null) ? headers : Map.of());
	}

	/**
	 * Tells what flattening had to change, once a request: in the log and as an event.
	 */
	void report(Observation observation) {
		this.observation = observation;
		if (this.conversation.changes().isEmpty()) {
			return;
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Flattened for GigaChat: " + this.conversation.changes());
		}
		if (!observation.isNoop()) {
			observation
				.event(Observation.Event.of("gigachat.request.flattened", this.conversation.changes().toString()));
		}
	}

	/** One attempt, answered whole. */
	ChatResponse ask(CallScope scope) {
		try {
			return this.exchange.ask(this.headers, scope);
		}
		catch (GigaChatNonTransientException ex) {
			ChatCall compatible = compatibleAfter(ex);
			if (compatible == null) {
				throw explained(ex);
			}
			return compatible.ask(scope);
		}
	}

	/** One attempt, answered as a stream. */
	Flux<ChatResponse> stream(CallScope scope) {
		Flux<ChatResponse> chunks = this.exchange.stream(this.headers, scope);
		return chunks.onErrorResume(GigaChatNonTransientException.class, (ex) -> {
			ChatCall compatible = scope.hasDelivered() ? null : compatibleAfter(ex);
			return (compatible != null) ? compatible.stream(scope) : Flux.error(explained(ex));
		});
	}

	private @Nullable ChatCall compatibleAfter(GigaChatNonTransientException failure) {
		if (this.again == null || !ChatHints.isRefusal(failure)) {
			return null;
		}
		ChatCall compatible = new ChatCall(this.api, this.options,
				this.again.apply(OptionRules.settings(this.options).compatible()), null);
		compatible.report(this.observation);
		return compatible;
	}

	private GigaChatNonTransientException explained(GigaChatNonTransientException failure) {
		String hint = ChatHints.of(failure, this.options, this.conversation);
		return (hint != null) ? failure.withHint(hint) : failure;
	}

}
