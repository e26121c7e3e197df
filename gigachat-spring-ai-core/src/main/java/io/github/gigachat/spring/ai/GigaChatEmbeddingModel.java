package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.observation.DefaultEmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationDocumentation;
import org.springframework.util.Assert;

/**
 * {@link EmbeddingModel} for GigaChat.
 * <p>
 * One call can embed any number of texts. They are divided into requests, which run in
 * parallel up to {@code max-concurrent-requests}. The service's vectors are not
 * normalised, so compare them by cosine similarity. A failed call throws a
 * {@link io.github.gigachat.spring.ai.failure.GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}. The model is thread-safe.
 */
public final class GigaChatEmbeddingModel implements EmbeddingModel, AutoCloseable {

	/** Default name of the GigaChat model. */
	public static final String DEFAULT_MODEL = "Embeddings";

	/**
	 * Default maximum number of texts per request. The service does not document its
	 * limit; clients were seen to send up to 90.
	 */
	public static final int DEFAULT_BATCH_SIZE = 50;

	/**
	 * Key in the response metadata for the ids that the service assigned to the requests
	 * of the call, a {@code List} of {@code String}.
	 */
	public static final String REQUEST_IDS = "requestIds";

	private static final EmbeddingModelObservationConvention DEFAULT_CONVENTION = new DefaultEmbeddingModelObservationConvention();

	private final GigaChatApi api;

	private final boolean ownsApi;

	private final EmbeddingOptionsMerger defaults;

	private final MetadataMode metadataMode;

	private final ObservationRegistry observationRegistry;

	private final KeyValues observationTags;

	private volatile @Nullable EmbeddingModelObservationConvention observationConvention;

	private GigaChatEmbeddingModel(Builder builder) {
		this.api = builder.apiOf("GigaChatEmbeddingModel");
		this.ownsApi = builder.ownsApi();
		this.defaults = new EmbeddingOptionsMerger(builder.options);
		this.metadataMode = builder.metadataMode;
		this.observationRegistry = builder.observationRegistry;
		this.observationTags = KeyValues.of(builder.observationTags);
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the default options of all calls.
	 * @return the options
	 */
	public GigaChatEmbeddingOptions getOptions() {
		return this.defaults.options();
	}

	/**
	 * Embeds texts.
	 * @param request the texts and the options. An option that is set overrides the
	 * model's own. Options of another provider are ignored, since they are meant for its
	 * models
	 * @return an embedding for each text, in the order of the texts. For no texts the
	 * response is empty and no request is sent
	 * @throws GigaChatNonTransientException before anything is sent, if a text is blank
	 * or far too long; the message names the index of the text
	 */
	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		return call(EmbeddingTexts.of(request.getInstructions()), request.getOptions());
	}

	private EmbeddingResponse call(EmbeddingTexts texts, @Nullable EmbeddingOptions options) {
		GigaChatEmbeddingOptions merged = this.defaults.merged(options);
		EmbeddingCall call = new EmbeddingCall(this.api, texts, merged);
		EmbeddingModelObservationContext context = EmbeddingModelObservationContext.builder()
			.embeddingRequest(new EmbeddingRequest(texts.all(), merged))
			.provider(GigaChatApi.PROVIDER_NAME)
			.build();
		return Objects.requireNonNull(observation(context).observe(() -> {
			EmbeddingResponse response = call.answer();
			context.setResponse(response);
			this.defaults.see(response, merged);
			return response;
		}));
	}

	private Observation observation(EmbeddingModelObservationContext context) {
		context.addLowCardinalityKeyValues(this.observationTags);
		return EmbeddingModelObservationDocumentation.EMBEDDING_MODEL_OPERATION.observation(this.observationConvention,
				DEFAULT_CONVENTION, () -> context, this.observationRegistry);
	}

	/**
	 * Embeds a document: its text, and the part of its metadata that the metadata mode
	 * selects.
	 * @param document the document
	 * @return the vector of the document
	 */
	@Override
	public float[] embed(Document document) {
		return embed(List.of(document), null, List::of).get(0);
	}

	/**
	 * Embeds documents, each as {@link #embed(Document)} does. A batch of the strategy
	 * becomes one request, or several if it has more texts than a request may have. The
	 * batches are processed in groups of 32; the requests of a group run in parallel up
	 * to {@code max-concurrent-requests}.
	 * @param documents the documents
	 * @param options the options, merged as in {@link #call}
	 * @param batchingStrategy the strategy that divides the documents; it must keep their
	 * order
	 * @return a vector for each document, in the order of the documents
	 * @throws GigaChatNonTransientException if the text of a document cannot be embedded;
	 * the message names the index and the id of the document
	 */
	@Override
	public List<float[]> embed(List<Document> documents, @Nullable EmbeddingOptions options,
			BatchingStrategy batchingStrategy) {
		List<float[]> vectors = new ArrayList<>(documents.size());
		for (EmbeddingTexts texts : EmbeddingTexts.of(batchingStrategy.batch(documents), this::getEmbeddingContent)) {
			call(texts, options).getResults().forEach((embedding) -> vectors.add(embedding.getOutput()));
		}
		Assert.state(vectors.size() == documents.size(), () -> "The batching strategy made " + vectors.size()
				+ " documents of " + documents.size() + ", so the vectors cannot be assigned to documents");
		return vectors;
	}

	/**
	 * Returns the text that is embedded for a document: its text, and the part of its
	 * metadata that the metadata mode selects.
	 * @param document the document
	 * @return the text
	 * @throws GigaChatNonTransientException if the document has no text
	 */
	@Override
	public String getEmbeddingContent(Document document) {
		Objects.requireNonNull(document, "document");
		if (!document.isText()) {
			throw GigaChatNonTransientException.invalidRequest(
					"The document " + document.getId() + " has no text; GigaChat can embed only text", null);
		}
		return document.getFormattedContent(this.metadataMode);
	}

	/**
	 * Returns the number of dimensions of the model's vectors. The number is known for
	 * the service's models. For another model it is taken from the options or from an
	 * earlier response. If neither has it, a text is embedded to find out.
	 * @return the number of dimensions
	 */
	@Override
	public int dimensions() {
		Integer known = this.defaults.knownDimensions();
		return (known != null) ? known : embed("dimensions").length;
	}

	/**
	 * Sets the names and tags of this model's observations. Default: Spring AI's.
	 * @param observationConvention the convention
	 */
	public void setObservationConvention(EmbeddingModelObservationConvention observationConvention) {
		this.observationConvention = Objects.requireNonNull(observationConvention, "observationConvention");
	}

	/**
	 * Closes the API if the model created it. An API that was passed to the builder stays
	 * open.
	 */
	@Override
	public void close() {
		if (this.ownsApi) {
			this.api.close();
		}
	}

	/**
	 * Builder for {@link GigaChatEmbeddingModel}. It requires either an API or
	 * credentials.
	 */
	public static final class Builder extends ModelBuilder<Builder> {

		private GigaChatEmbeddingOptions options = GigaChatEmbeddingOptions.builder().build();

		private MetadataMode metadataMode = MetadataMode.EMBED;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Sets the options that each call is merged with. Default: no option but the
		 * model {@value GigaChatEmbeddingModel#DEFAULT_MODEL}.
		 * @param options the options
		 * @return this builder
		 * @throws IllegalArgumentException if the value of an option is invalid; the
		 * message names the option
		 */
		public Builder options(GigaChatEmbeddingOptions options) {
			EmbeddingOptionsMerger.check(options);
			this.options = options;
			return this;
		}

		/**
		 * Sets the part of a document's metadata that is embedded with its text. Default:
		 * {@link MetadataMode#EMBED}.
		 * @param metadataMode the mode
		 * @return this builder
		 */
		public Builder metadataMode(MetadataMode metadataMode) {
			this.metadataMode = Objects.requireNonNull(metadataMode, "metadataMode");
			return this;
		}

		/**
		 * Builds the model. No connection is opened yet.
		 * @return the model
		 * @throws IllegalStateException if there is neither an API nor credentials, or
		 * both, or if there are an API and a retry template
		 */
		public GigaChatEmbeddingModel build() {
			return new GigaChatEmbeddingModel(this);
		}

	}

}
