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

	/** Of models whose dimensions are known from their answers alone. */
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
	 * @throws IllegalArgumentException naming the option that cannot be right
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
					+ " are " + known.dimensions() + ", and the service has no choice of them");
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
			// another provider's model, and the length of its vectors, mean nothing here
			if (this.warnedOfStrangers.compareAndSet(false, true)) {
				logger.warn("Nothing is taken of " + given.getClass().getName()
						+ ", which are not GigaChat's options: use GigaChatEmbeddingOptions or EmbeddingOptions.builder()");
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
			logger.warn("GigaChat has no choice of dimensions: those of " + asked + " are " + known.dimensions()
					+ ", not " + given);
		}
		return null;
	}

	/**
	 * The most texts of a request.
	 * @throws GigaChatNonTransientException when there may be none
	 */
	static int batchSize(GigaChatEmbeddingOptions merged) {
		Integer size = merged.getBatchSize();
		if (size != null && size < 1) {
			throw GigaChatNonTransientException.invalidRequest(
					"spring.ai.gigachat.embedding.batch-size has to be at least 1, but is " + size,
					"Correct the property, or the option of that name in the request");
		}
		return (size != null) ? size : GigaChatEmbeddingModel.DEFAULT_BATCH_SIZE;
	}

	/** The dimensions of the own model; {@code null} while nobody knows. */
	@Nullable Integer knownDimensions() {
		KnownEmbeddingModel known = KnownEmbeddingModel.of(this.model);
		if (known != null) {
			return known.dimensions();
		}
		Integer told = this.options.getDimensions();
		return (told != null) ? told : this.seenDimensions.get(this.model);
	}

	/**
	 * Sees how long the vectors are.
	 * @throws GigaChatNonTransientException when it is not what the options say: a store
	 * that was made for that length would take none of them
	 */
	void see(EmbeddingResponse response, GigaChatEmbeddingOptions merged) {
		String asked = Objects.requireNonNull(merged.getModel());
		Integer expected = merged.getDimensions();
		for (Embedding embedding : response.getResults()) {
			int length = embedding.getOutput().length;
			if (expected != null && expected != length) {
				throw GigaChatNonTransientException
					.invalidRequest(
							"spring.ai.gigachat.embedding.dimensions is " + expected + ", but a vector of " + asked
									+ " has " + length,
							"Correct the property, or the option of that name in the request");
			}
			this.seenDimensions.putIfAbsent(asked, length);
		}
	}

}
