package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import io.github.gigachat.spring.ai.media.MediaDownload;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.ai.media.PromptMedia;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.core.retry.RetryTemplate;

/**
 * GigaChat as a Spring AI chat model, by call and by stream.
 * <p>
 * Failures are a {@link io.github.gigachat.spring.ai.failure.GigaChatTransientException}
 * or a {@link io.github.gigachat.spring.ai.failure.GigaChatNonTransientException}; a
 * stream delivers what came before its failure. The model is thread-safe.
 */
public final class GigaChatModel implements ChatModel, AutoCloseable {

	/** The model that answers unless another is asked for. */
	public static final String DEFAULT_MODEL = "GigaChat-2";

	private static final ChatModelObservationConvention DEFAULT_CONVENTION = new DefaultChatModelObservationConvention();

	private final GigaChatApi api;

	private final ModelApi ownership;

	private final ModelUploads uploads;

	private final PromptOptionsMerger defaults;

	private final ToolCallingManager toolCallingManager;

	private final ObservationRegistry observationRegistry;

	private final MediaDownload mediaDownload;

	private final MessageFlattener flattener = new MessageFlattener();

	private final @Nullable ChatMeters meters;

	private volatile @Nullable ChatModelObservationConvention observationConvention;

	private GigaChatModel(Builder builder, ModelApi api) {
		this.api = api.api();
		this.ownership = api;
		this.uploads = ModelUploads.of(builder.mediaUploads, api.api(), builder.meterRegistry, builder.meterTags);
		this.defaults = new PromptOptionsMerger(builder.options);
		this.toolCallingManager = (builder.toolCallingManager != null) ? builder.toolCallingManager
				: ToolCallingManager.builder().observationRegistry(builder.observationRegistry).build();
		this.observationRegistry = builder.observationRegistry;
		this.mediaDownload = builder.mediaDownload;
		this.meters = (builder.meterRegistry != null)
				? new ChatMeters(builder.meterRegistry, Tags.of(builder.meterTags)) : null;
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the options that a request is merged with. They name a model.
	 * @return the options of this model
	 */
	@Override
	public GigaChatOptions getOptions() {
		return this.defaults.options();
	}

	/**
	 * Answers a prompt whole. A call of a tool is returned, not executed: Spring AI's
	 * {@code ChatClient} does that.
	 * @param prompt the prompt; its options are merged with those of this model as
	 * {@link GigaChatOptions} describes
	 * @return the answer
	 */
	@Override
	public ChatResponse call(Prompt prompt) {
		Prompt resolved = this.defaults.resolved(prompt);
		MediaCall call = prepared(resolved);
		ChatModelObservationContext context = observationContext(resolved, false);
		Observation observation = observation(context);
		return Objects.requireNonNull(observation.observe(() -> {
			ChatResponse response = answer(resolved, () -> call.answer(observation));
			context.setResponse(response);
			return response;
		}));
	}

	/**
	 * Answers a prompt as a stream. A call of a tool is one chunk, complete and without
	 * text. A stream that fails before its first chunk is tried again as a call is.
	 * @param prompt the prompt; its options are merged with those of this model as
	 * {@link GigaChatOptions} describes
	 * @return the chunks, asked for anew by each subscription
	 */
	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.deferContextual((subscriber) -> {
			Prompt resolved = this.defaults.resolved(prompt);
			MediaCall call = prepared(resolved);
			if (this.observationRegistry.isNoop()) {
				return chunks(resolved, call.stream(Observation.NOOP));
			}
			ChatModelObservationContext context = observationContext(resolved, true);
			Observation parent = subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			return ObservedStream.of(observation(context), context, parent,
					(observation) -> chunks(resolved, call.stream(observation)));
		});
	}

	private ChatResponse answer(Prompt resolved, Supplier<ChatResponse> answer) {
		ChatResponse response = (this.meters != null) ? this.meters.call(modelOf(resolved), answer) : answer.get();
		EmptyAnswer.check(response);
		return (this.mediaDownload == MediaDownload.EAGER) ? GeneratedMediaFactory.downloaded(response) : response;
	}

	private Flux<ChatResponse> chunks(Prompt resolved, Flux<ChatResponse> chunks) {
		Flux<ChatResponse> checked = EmptyAnswer.checked(chunks);
		Flux<ChatResponse> metered = (this.meters != null) ? this.meters.stream(modelOf(resolved), checked) : checked;
		return (this.mediaDownload == MediaDownload.EAGER) ? GeneratedMediaFactory.downloaded(metered) : metered;
	}

	private static String modelOf(Prompt resolved) {
		return String.valueOf(Objects.requireNonNull(resolved.getOptions()).getModel());
	}

	private MediaCall prepared(Prompt prompt) {
		GigaChatOptions options = (GigaChatOptions) Objects.requireNonNull(prompt.getOptions());
		OptionRules.check(options);
		List<ToolDefinition> tools = this.toolCallingManager.resolveToolDefinitions(options);
		PromptMedia media = this.uploads.uploads().of(prompt.getInstructions(), ChatCall.headers(options));
		GeneratedMediaFactory answers = new GeneratedMediaFactory(this.api, options.getHeaders());
		UnreadDocuments documents = new UnreadDocuments();
		return new MediaCall(this.api, media,
				(files, repeats) -> ChatCall.of(this.api, options, repeats, (settings) -> documents
					.warned(this.flattener.flatten(prompt.getInstructions(), tools, settings, files, answers))));
	}

	private ChatModelObservationContext observationContext(Prompt prompt, boolean streaming) {
		return ChatModelObservationContext.builder()
			.prompt(prompt)
			.provider(GigaChatApi.PROVIDER_NAME)
			.streaming(streaming)
			.build();
	}

	private Observation observation(ChatModelObservationContext context) {
		return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION.observation(this.observationConvention,
				DEFAULT_CONVENTION, () -> context, this.observationRegistry);
	}

	/**
	 * Sets the names and tags of this model's observations. Default: Spring AI's.
	 * @param observationConvention the convention
	 */
	public void setObservationConvention(ChatModelObservationConvention observationConvention) {
		this.observationConvention = Objects.requireNonNull(observationConvention, "observationConvention");
	}

	/**
	 * Closes the API and the uploads of media if the model made them, and deletes the
	 * files of these uploads; what was passed in stays open. The model's meters are
	 * removed from their registry.
	 */
	@Override
	public void close() {
		if (this.meters != null) {
			this.meters.close();
		}
		this.uploads.close();
		this.ownership.close();
	}

	/**
	 * Builds a model from an API, or from credentials alone.
	 */
	public static final class Builder {

		private @Nullable GigaChatApi api;

		private @Nullable GigaChatCredentials credentials;

		private @Nullable RetryTemplate retryTemplate;

		private @Nullable MediaUploads mediaUploads;

		private GigaChatOptions options = GigaChatOptions.builder().build();

		private @Nullable ToolCallingManager toolCallingManager;

		private MediaDownload mediaDownload = MediaDownload.EAGER;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private @Nullable MeterRegistry meterRegistry;

		private Iterable<? extends Tag> meterTags = List.of();

		private Builder() {
		}

		/**
		 * Sets the API. It is not closed with the model. Either this or
		 * {@link #credentials} is required.
		 * @param api the API
		 * @return this builder
		 */
		public Builder api(GigaChatApi api) {
			this.api = Objects.requireNonNull(api, "api");
			return this;
		}

		/**
		 * Sets the credentials of an API that the model creates with the default settings
		 * and closes.
		 * @param credentials the credentials
		 * @return this builder
		 */
		public Builder credentials(GigaChatCredentials credentials) {
			this.credentials = Objects.requireNonNull(credentials, "credentials");
			return this;
		}

		/**
		 * Sets the application's retry for the API that the model creates from
		 * {@link #credentials}, under the rules of
		 * {@link GigaChatApi.Builder#retryTemplate}. An API that is passed in has its own
		 * retry. Default: the retry settings of {@link GigaChatApi.Builder}.
		 * @param retryTemplate the template; {@code null} for the default
		 * @return this builder
		 */
		public Builder retryTemplate(@Nullable RetryTemplate retryTemplate) {
			this.retryTemplate = retryTemplate;
			return this;
		}

		/**
		 * Sets the uploads of prompts' media. They use this model's API, and are not
		 * closed with the model. Default: uploads that the model creates with the default
		 * settings.
		 * @param mediaUploads the uploads; {@code null} for the model's own
		 * @return this builder
		 */
		public Builder mediaUploads(@Nullable MediaUploads mediaUploads) {
			this.mediaUploads = mediaUploads;
			return this;
		}

		/**
		 * Sets the options that each request is merged with. Default: no option but the
		 * model {@value GigaChatModel#DEFAULT_MODEL}.
		 * @param options the options
		 * @return this builder
		 */
		public Builder options(GigaChatOptions options) {
			this.options = Objects.requireNonNull(options, "options");
			return this;
		}

		/**
		 * Sets the manager that resolves the tools of a request. Default: Spring AI's.
		 * @param toolCallingManager the manager
		 * @return this builder
		 */
		public Builder toolCallingManager(ToolCallingManager toolCallingManager) {
			this.toolCallingManager = Objects.requireNonNull(toolCallingManager, "toolCallingManager");
			return this;
		}

		/**
		 * Sets when files that the model generated are downloaded. Default:
		 * {@link MediaDownload#EAGER}.
		 * @param mediaDownload the time of the download
		 * @return this builder
		 */
		public Builder mediaDownload(MediaDownload mediaDownload) {
			this.mediaDownload = Objects.requireNonNull(mediaDownload, "mediaDownload");
			return this;
		}

		/**
		 * Sets the registry for observations of calls. Default: none.
		 * @param observationRegistry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
			return this;
		}

		/**
		 * Sets the registry for the model's meters, and for those of an API that the
		 * model creates. Default: none.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry) {
			return meterRegistry(meterRegistry, List.of());
		}

		/**
		 * Sets the registry for the model's meters, with tags that distinguish them from
		 * those of another model in the same registry.
		 * @param meterRegistry the registry
		 * @param tags tags of all its meters
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
			this.meterRegistry = meterRegistry;
			this.meterTags = Objects.requireNonNull(tags, "tags");
			return this;
		}

		/**
		 * Builds the model. No connection is opened yet.
		 * @return the model
		 * @throws IllegalStateException if there is neither an API nor credentials, or
		 * both, if there are an API and a retry template, or if the uploads of media use
		 * another API
		 */
		public GigaChatModel build() {
			MediaUploads uploads = this.mediaUploads;
			if (uploads != null && !uploads.api().equals(this.api)) {
				throw new IllegalStateException(
						"The mediaUploads of a GigaChatModel must go through its api: pass that one in, too");
			}
			return new GigaChatModel(this,
					ModelApi.of(GigaChatModel.class, this.api, this.credentials, this.retryTemplate,
							(api) -> api.observationRegistry(this.observationRegistry)
								.meterRegistry(this.meterRegistry, this.meterTags)));
		}

	}

}
