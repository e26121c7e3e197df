package io.github.gigachat.spring.ai;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Merges the options of a request with the defaults of an embedding model.
 */
final class EmbeddingOptionsMerger {

	private static final Log logger = LogFactory.getLog(GigaChatEmbeddingModel.class);

	private final String model;

	private final GigaChatEmbeddingOptions options;

	/** Dimensions learned from responses, by model name. */
	private final ConcurrentMap<String, Integer> seenDimensions = new ConcurrentHashMap<>();

	private final AtomicBoolean warnedOfDimensions = new AtomicBoolean();

	private final AtomicBoolean warnedOfStrangers = new AtomicBoolean();

	EmbeddingOptionsMerger(GigaChatEmbeddingOptions options) {
		this.model = model(options);
		this.options = options.mutate().model(this.model).build();
	}

	private static String model(GigaChatEmbeddingOptions options) {
		return Objects.requireNonNull(OptionsMerge.name(options.getModel(), GigaChatEmbeddingModel.DEFAULT_MODEL));
	}

	/**
	 * Checks the options that a model is built with.
	 * @throws IllegalArgumentException if an option is invalid; the message names the
	 * option
	 */
	static void check(GigaChatEmbeddingOptions options) {
		Integer batchSize = options.getBatchSize();
		if (batchSize != null && batchSize < 1) {
			throw new IllegalArgumentException("batch-size has to be at least 1, but is " + batchSize);
		}
		Integer dimensions = options.getDimensions();
		if (dimensions != null && dimensions < 1) {
			throw new IllegalArgumentException("dimensions has to be at least 1, but is " + dimensions);
		}
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model(options));
		if (dimensions != null && known != null && known.dimensions() != dimensions) {
			throw new IllegalArgumentException("dimensions is " + dimensions + ", but those of " + model(options)
					+ " are " + known.dimensions() + ", which the service does not let a client change");
		}
	}

	GigaChatEmbeddingOptions options() {
		return this.options;
	}

	/** Returns all options of one request. */
	GigaChatEmbeddingOptions merged(@Nullable EmbeddingOptions given) {
		if (given == null) {
			return this.options;
		}
		if (OptionsMerge.isForeign(given)) {
			// the model and the dimensions of another provider do not apply here
			if (this.warnedOfStrangers.compareAndSet(false, true)) {
				logger.warn("The options of the class " + given.getClass().getName()
						+ " are ignored, since they are another provider's:"
						+ " use GigaChatEmbeddingOptions or EmbeddingOptions.builder()");
			}
			return this.options;
		}
		GigaChatEmbeddingOptions own = (given instanceof GigaChatEmbeddingOptions options) ? options : null;
		String model = Objects.requireNonNull(OptionsMerge.name(given.getModel(), this.model));
		return GigaChatEmbeddingOptions.builder()
			.model(model)
			.dimensions(dimensions(given.getDimensions(), model))
			.batchSize(OptionsMerge.value((own != null) ? own.getBatchSize() : null, this.options.getBatchSize()))
			.headers(OptionsMerge.headers((own != null) ? own.getHeaders() : null, this.options.getHeaders()))
			.build();
	}

	private @Nullable Integer dimensions(@Nullable Integer given, String asked) {
		if (given == null) {
			return asked.equals(this.model) ? this.options.getDimensions() : null;
		}
		KnownEmbeddingModel known = KnownEmbeddingModel.of(asked);
		if (known == null || known.dimensions() == given) {
			return given;
		}
		if (this.warnedOfDimensions.compareAndSet(false, true)) {
			logger.warn("GigaChat does not let a client choose the dimensions: a vector of " + asked + " has "
					+ known.dimensions() + ", not " + given);
		}
		return null;
	}

	/**
	 * Returns the maximum number of texts per request.
	 * @throws GigaChatNonTransientException if it is less than 1
	 */
	static int batchSize(GigaChatEmbeddingOptions merged) {
		Integer size = merged.getBatchSize();
		if (size != null && size < 1) {
			throw GigaChatNonTransientException.invalidOption("batch-size",
					"batch-size has to be at least 1, but is " + size,
					"Correct the option, or the property spring.ai.gigachat.embedding.batch-size");
		}
		return (size != null) ? size : GigaChatEmbeddingModel.DEFAULT_BATCH_SIZE;
	}

	/**
	 * Returns the dimensions of the default model, or {@code null} if they are not known
	 * yet.
	 */
	@Nullable Integer knownDimensions() {
		KnownEmbeddingModel known = KnownEmbeddingModel.of(this.model);
		if (known != null) {
			return known.dimensions();
		}
		Integer told = this.options.getDimensions();
		return (told != null) ? told : this.seenDimensions.get(this.model);
	}

	/**
	 * Checks and remembers the dimensions of the vectors of a response.
	 * @throws GigaChatNonTransientException if they differ from the options: a vector
	 * store created for those dimensions would refuse the vectors
	 */
	void see(EmbeddingResponse response, GigaChatEmbeddingOptions merged) {
		String asked = Objects.requireNonNull(merged.getModel());
		Integer expected = merged.getDimensions();
		for (Embedding embedding : response.getResults()) {
			int length = embedding.getOutput().length;
			if (expected != null && expected != length) {
				throw GigaChatNonTransientException.invalidOption("dimensions",
						"dimensions is " + expected + ", but a vector of " + asked + " has " + length,
						"Correct the option, or the property spring.ai.gigachat.embedding.dimensions");
			}
			this.seenDimensions.putIfAbsent(asked, length);
		}
	}

}
