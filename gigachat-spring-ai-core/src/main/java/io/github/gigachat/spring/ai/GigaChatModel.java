package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.flatten.FileIds;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import io.github.gigachat.spring.ai.media.MediaDownload;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.ai.media.PromptFiles;
import io.github.gigachat.spring.ai.media.PromptMedia;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.definition.ToolDefinition;

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

	private final boolean ownsApi;

	private final MediaUploads uploads;

	private final boolean ownsUploads;

	private final PromptOptionsMerger defaults;

	private final ToolCallingManager toolCallingManager;

	private final ObservationRegistry observationRegistry;

	private final KeyValues observationTags;

	private final MediaDownload mediaDownload;

	private final MessageFlattener flattener = new MessageFlattener();

	private final ChatMeters meters;

	private volatile @Nullable ChatModelObservationConvention observationConvention;

	private GigaChatModel(Builder builder) {
		this.api = builder.apiOf("GigaChatModel");
		this.ownsApi = builder.ownsApi();
		this.ownsUploads = builder.mediaUploads == null;
		this.uploads = (builder.mediaUploads != null) ? builder.mediaUploads
				: MediaUploads.builder(this.api).meterRegistry(builder.meterRegistry, builder.meterTags).build();
		this.defaults = new PromptOptionsMerger(builder.options);
		this.toolCallingManager = (builder.toolCallingManager != null) ? builder.toolCallingManager
				: ToolCallingManager.builder().observationRegistry(builder.observationRegistry).build();
		this.observationRegistry = builder.observationRegistry;
		this.observationTags = KeyValues.of(builder.observationTags);
		this.mediaDownload = builder.mediaDownload;
		this.meters = new ChatMeters(builder.meterRegistry, builder.meterTags);
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
		ResolvedPrompt resolved = resolved(prompt);
		return observed(resolved, (observation) -> {
			GigaChatApi api = apiFor(resolved).within(this.api.timeLeft());
			try (PromptFiles files = resolved.media().attach(api.timeLeft())) {
				ChatSending request = flattened(resolved, files, observation);
				ChatResponse response = request.call(api);
				files.keepAfter(response);
				return finished(resolved, response);
			}
		});
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
			ResolvedPrompt resolved = resolved(prompt);
			return observed(resolved, subscriber, (observation) -> {
				GigaChatApi api = apiFor(resolved);
				return resolved.media().attachedDuring(api.timeLeft(), (files) -> {
					ChatSending request = flattened(resolved, files, observation);
					Flux<ChatResponse> chunks = request.stream(api);
					return finished(resolved, chunks, request.mayGenerateFiles());
				});
			});
		});
	}

	/**
	 * Answers a prompt whole without blocking a thread. The service is asked for a
	 * stream, whose chunks are collected: a long answer is no silence of the service, so
	 * that only the call timeout bounds it, not the read timeout. Otherwise the same as
	 * {@link #call}, but for the progress of built-in functions, which the answer does
	 * not have. A request is not repeated after a part of its answer has arrived, unless
	 * the model's output cannot be used. Cancelling ends the request.
	 * @param prompt the prompt; its options are merged with those of this model as
	 * {@link GigaChatOptions} describes
	 * @return the answer, asked for anew by each subscription
	 */
	public Mono<ChatResponse> callAsync(Prompt prompt) {
		return Mono.deferContextual((subscriber) -> {
			ResolvedPrompt resolved = resolved(prompt);
			return observedAsync(resolved, subscriber, (observation) -> {
				GigaChatApi api = apiFor(resolved).within(this.api.timeLeft());
				return resolved.media().attachedDuring(api.timeLeft(), (files) -> {
					ChatSending request = flattened(resolved, files, observation);
					return finished(resolved, request.callAsync(api)).flux();
				}).single();
			});
		});
	}

	/**
	 * Returns the request that {@link #call} would make of a prompt, with the changes
	 * that the prompt needed. Nothing is sent or uploaded: a medium that would be
	 * uploaded has a placeholder such as {@code messages[1].media[0]} in place of the id
	 * of its file. Media from URLs are not fetched, so their addresses and contents are
	 * not checked.
	 * @param prompt the prompt; its options are merged with those of this model as
	 * {@link GigaChatOptions} describes
	 * @return the request. A repeat after a refusal of the service may differ from it
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException if the
	 * prompt would be refused before it is sent
	 */
	public RequestPreview preview(Prompt prompt) {
		ResolvedPrompt resolved = resolved(prompt);
		GigaChatApi api = apiFor(resolved);
		return flattenedPrompt(resolved, resolved.media().placeholders(api.timeLeft()), Observation.NOOP).preview(api);
	}

	private ResolvedPrompt resolved(Prompt given) {
		Prompt prompt = this.defaults.resolved(given);
		GigaChatOptions options = (GigaChatOptions) Objects.requireNonNull(prompt.getOptions());
		OptionRules.check(options);
		List<ToolDefinition> tools = this.toolCallingManager.resolveToolDefinitions(options);
		RequestHeaders headers = OptionRules.headers(options);
		PromptMedia media = this.uploads.of(prompt.getInstructions(), headers);
		return new ResolvedPrompt(prompt, options, headers, tools, media, System.nanoTime());
	}

	private ChatResponse observed(ResolvedPrompt prompt, Function<Observation, ChatResponse> call) {
		if (this.observationRegistry.isNoop()) {
			return call.apply(Observation.NOOP);
		}
		ChatModelObservationContext context = observationContext(prompt, false);
		Observation observation = observation(context);
		return Objects.requireNonNull(observation.observe(() -> {
			ChatResponse response = call.apply(observation);
			context.setResponse(response);
			return response;
		}));
	}

	private Flux<ChatResponse> observed(ResolvedPrompt prompt, ContextView subscriber,
			Function<Observation, Flux<ChatResponse>> stream) {
		if (this.observationRegistry.isNoop()) {
			return stream.apply(Observation.NOOP);
		}
		ChatModelObservationContext context = observationContext(prompt, true);
		@Nullable Observation parent = subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		return ObservedStream.of(observation(context), context, parent, stream);
	}

	private Mono<ChatResponse> observedAsync(ResolvedPrompt prompt, ContextView subscriber,
			Function<Observation, Mono<ChatResponse>> answer) {
		if (this.observationRegistry.isNoop()) {
			return answer.apply(Observation.NOOP);
		}
		ChatModelObservationContext context = observationContext(prompt, false);
		@Nullable Observation parent = subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		return ObservedStream.whole(observation(context), context, parent, answer);
	}

	private ChatModelObservationContext observationContext(ResolvedPrompt prompt, boolean streaming) {
		return ChatModelObservationContext.builder()
			.prompt(prompt.prompt())
			.provider(GigaChatApi.PROVIDER_NAME)
			.streaming(streaming)
			.build();
	}

	private Observation observation(ChatModelObservationContext context) {
		context.addLowCardinalityKeyValues(this.observationTags);
		return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION.observation(this.observationConvention,
				DEFAULT_CONVENTION, () -> context, this.observationRegistry);
	}

	private GigaChatApi apiFor(ResolvedPrompt prompt) {
		return prompt.headers().equals(RequestHeaders.none()) ? this.api : this.api.withHeaders(prompt.headers());
	}

	/**
	 * Flattens a prompt, and adds the retry and the repeats that may help after a
	 * refusal. The innermost judges first: a refusal because of state ids has a message
	 * of its own, a lost file can be looked up, and schemas and the form of the answer
	 * are the remaining causes.
	 */
	private ChatSending flattened(ResolvedPrompt prompt, PromptFiles files, Observation observation) {
		FlattenedPrompt flattened = flattenedPrompt(prompt, files, observation);
		ChatSending request = flattened;
		if (flattened.hasStateIds()) {
			request = new StateIdRepeat(request, flattened);
		}
		if (!prompt.media().isEmpty()) {
			request = new LostFileRepeat(request, flattened, files);
		}
		boolean formatBesideTools = flattened.hasFormatBesideTools();
		if (flattened.hasOwnSchemas() || formatBesideTools) {
			// the schema of the output function may be the first one to adapt
			request = new SchemaFallback(request, flattened);
		}
		if (formatBesideTools) {
			request = new OutputFallback(request, flattened);
		}
		return new RetriedRequest(request);
	}

	private FlattenedPrompt flattenedPrompt(ResolvedPrompt prompt, PromptFiles files, Observation observation) {
		GigaChatOptions options = prompt.options();
		FileIds ids = new AttachedFileIds(files);
		GeneratedMediaFactory answers = new GeneratedMediaFactory(this.api, options.getHeaders());
		return new FlattenedPrompt(options, observation, (settings) -> this.flattener
			.flatten(prompt.prompt().getInstructions(), prompt.tools(), settings, ids, answers));
	}

	private ChatResponse finished(ResolvedPrompt prompt, ChatResponse response) {
		measure(prompt, response);
		return (this.mediaDownload == MediaDownload.EAGER) ? GeneratedMediaFactory.downloaded(response) : response;
	}

	private void measure(ResolvedPrompt prompt, ChatResponse answer) {
		this.meters.answered(prompt.model(), prompt.start(), answer);
		EmptyAnswer.check(answer);
	}

	private Mono<ChatResponse> finished(ResolvedPrompt prompt, Mono<ChatResponse> response) {
		Mono<ChatResponse> measured = response.doOnNext((answer) -> measure(prompt, answer));
		return (this.mediaDownload == MediaDownload.EAGER) ? measured.flatMap(GeneratedMediaFactory::downloading)
				: measured;
	}

	private Flux<ChatResponse> finished(ResolvedPrompt prompt, Flux<ChatResponse> chunks, boolean mayHaveFiles) {
		Flux<ChatResponse> measured = this.meters.stream(prompt.model(), prompt.start(), EmptyAnswer.checked(chunks));
		boolean downloaded = mayHaveFiles && this.mediaDownload == MediaDownload.EAGER;
		return downloaded ? GeneratedMediaFactory.downloaded(measured) : measured;
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
		this.meters.close();
		if (this.ownsUploads) {
			this.uploads.close();
		}
		if (this.ownsApi) {
			this.api.close();
		}
	}

	/**
	 * A prompt whose options are merged and checked.
	 *
	 * @param prompt the prompt with the merged options
	 * @param options the merged options
	 * @param headers the headers that the options add to a request
	 * @param tools the tools of the request
	 * @param media the media of the prompt, not read yet
	 * @param start the time of the caller's request, of {@link System#nanoTime()}
	 */
	private record ResolvedPrompt(Prompt prompt, GigaChatOptions options, RequestHeaders headers,
			List<ToolDefinition> tools, PromptMedia media, long start) {

		String model() {
			return String.valueOf(this.options.getModel());
		}

	}

	/**
	 * The files of a call, in the terms of flattening.
	 *
	 * @param files the files
	 */
	private record AttachedFileIds(PromptFiles files) implements FileIds {

		@Override
		public @Nullable String of(Media media) {
			return this.files.fileId(media);
		}

		@Override
		public boolean isDocument(Media media) {
			return this.files.isDocument(media);
		}

		@Override
		public boolean isImage(Media media) {
			return this.files.isImage(media);
		}

	}

	/**
	 * Builds a model from an API, or from credentials alone.
	 */
	public static final class Builder extends ModelBuilder<Builder> {

		private @Nullable MediaUploads mediaUploads;

		private GigaChatOptions options = GigaChatOptions.builder().build();

		private @Nullable ToolCallingManager toolCallingManager;

		private MediaDownload mediaDownload = MediaDownload.EAGER;

		private Builder() {
		}

		@Override
		Builder self() {
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
		 * Sets the registry for the model's meters, and for those of an API that the
		 * model creates. Default: none.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		@Override
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
			return new GigaChatModel(this);
		}

	}

}
