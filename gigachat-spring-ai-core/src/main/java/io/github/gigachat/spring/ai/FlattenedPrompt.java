package io.github.gigachat.spring.ai;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A prompt as a request of the service. It may be flattened again by other settings, to
 * be sent once more. What flattening changed is reported in the log and as an event of
 * the observation, a warning about an unread document once.
 * <p>
 * For one call, or one subscription; its requests follow one another.
 */
final class FlattenedPrompt implements ChatSending {

	private static final Log logger = LogFactory.getLog(GigaChatModel.class);

	private final GigaChatOptions options;

	private final Observation observation;

	private final Function<FlattenSettings, FlattenedConversation> flattening;

	/** The request that is sent next, or was sent last. */
	private volatile Request request;

	private String reportedChanges = "";

	private boolean documentReported;

	/**
	 * Flattens a prompt.
	 * @param options its options
	 * @param observation the observation of the call
	 * @param flattening flattens the prompt by the given settings
	 */
	FlattenedPrompt(GigaChatOptions options, Observation observation,
			Function<FlattenSettings, FlattenedConversation> flattening) {
		this.options = options;
		this.observation = observation;
		this.flattening = flattening;
		this.request = flattened(OptionRules.settings(options));
	}

	private Request flattened(FlattenSettings settings) {
		FlattenedConversation conversation = this.flattening.apply(settings);
		return new Request(settings, conversation, ChatVersion.of(this.options, conversation));
	}

	/** Returns the request that is about to be sent, and reports what was changed. */
	private Request sent() {
		Request sent = this.request;
		report(sent.conversation());
		return sent;
	}

	private void report(FlattenedConversation conversation) {
		String unread = conversation.unreadDocument();
		if (unread != null && !this.documentReported) {
			this.documentReported = true;
			logger.warn("A document of the prompt may go unread: " + unread);
		}
		if (this.observation.isNoop() && !logger.isDebugEnabled()) {
			return;
		}
		String changes = conversation.changes().toString();
		if (changes.isEmpty() || changes.equals(this.reportedChanges)) {
			return;
		}
		this.reportedChanges = changes;
		if (logger.isDebugEnabled()) {
			logger.debug("Flattened for GigaChat: " + changes);
		}
		if (!this.observation.isNoop()) {
			this.observation.event(Observation.Event.of("gigachat.request.flattened", changes));
		}
	}

	/** Flattens the prompt again, for a repeated request. */
	void flattenAgain(UnaryOperator<FlattenSettings> change) {
		this.request = flattened(change.apply(this.request.settings()));
	}

	boolean hasStateIds() {
		return this.request.conversation().hasStateIds();
	}

	/** Returns whether the tools' schemas were sent as they are and may be adapted. */
	boolean hasOwnSchemas() {
		return this.options.getFunctionSchema() == FunctionSchemaMode.AUTO && this.request.conversation().adaptable();
	}

	/**
	 * Returns whether the answer's schema was sent in {@code response_format} beside
	 * tools and may be sent as a function instead.
	 */
	boolean hasFormatBesideTools() {
		FlattenedConversation conversation = this.request.conversation();
		ResponseFormat format = conversation.responseFormat();
		return this.options.getStructuredOutput() == StructuredOutputMode.AUTO && format != null
				&& format.schema() != null && ChatHints.hasTools(this.options, conversation);
	}

	@Override
	public ChatResponse call(GigaChatApi api) {
		try {
			return sent().version().call(api);
		}
		catch (GigaChatNonTransientException ex) {
			throw explained(ex);
		}
	}

	@Override
	public Mono<ChatResponse> callAsync(GigaChatApi api) {
		return sent().version()
			.callAsync(api)
			.onErrorMap(GigaChatNonTransientException.class, this::explained)
			.onErrorMap(FinalFailure.class, this::explained);
	}

	@Override
	public Flux<ChatResponse> stream(GigaChatApi api) {
		return sent().version().stream(api).onErrorMap(GigaChatNonTransientException.class, this::explained);
	}

	/** Returns the request without sending it. */
	RequestPreview preview(GigaChatApi api) {
		RequestPreview preview = this.request.version().preview(api);
		return new RequestPreview(preview.path(), preview.body(), this.request.conversation().changes());
	}

	@Override
	public boolean mayGenerateFiles() {
		return this.request.version().mayGenerateFiles();
	}

	private FinalFailure explained(FinalFailure last) {
		return (last.failure() instanceof GigaChatNonTransientException failure) ? new FinalFailure(explained(failure))
				: last;
	}

	private GigaChatNonTransientException explained(GigaChatNonTransientException failure) {
		@Nullable String hint = ChatHints.of(failure, this.options, this.request.conversation());
		return (hint != null) ? failure.withHint(hint) : failure;
	}

	/**
	 * A flattened prompt, ready to be sent.
	 *
	 * @param settings the settings by which it was flattened
	 * @param conversation the conversation
	 * @param version the request of the chosen API
	 */
	private record Request(FlattenSettings settings, FlattenedConversation conversation, ChatVersion version) {
	}

}
