package io.github.gigachat.spring.ai;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.util.Assert;

/**
 * Options of a GigaChat embedding request. Immutable. An option that is {@code null}
 * takes its value from the options of the {@link GigaChatEmbeddingModel}.
 */
public final class GigaChatEmbeddingOptions implements EmbeddingOptions {

	private final @Nullable String model;

	private final @Nullable Integer dimensions;

	private final @Nullable Integer batchSize;

	private final @Nullable Map<String, String> headers;

	private GigaChatEmbeddingOptions(Builder builder) {
		this.model = builder.model;
		this.dimensions = builder.dimensions;
		this.batchSize = builder.batchSize;
		this.headers = (builder.headers != null) ? Map.copyOf(builder.headers) : null;
	}

	/**
	 * Creates a builder without any option set.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the name of the GigaChat model. Default: the name in the options of the
	 * embedding model, or {@value GigaChatEmbeddingModel#DEFAULT_MODEL} if there is none.
	 * @return the name, or {@code null} for the default
	 */
	@Override
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Returns the number of dimensions of the model's vectors. It is not sent, since the
	 * service does not let a client choose it. Set it only for a model that the provider
	 * does not know. A vector of another length is then an error. Default: the known
	 * number of the model.
	 * @return the number of dimensions, or {@code null} for the default
	 */
	@Override
	public @Nullable Integer getDimensions() {
		return this.dimensions;
	}

	/**
	 * Returns the maximum number of texts per request. More texts are divided into
	 * several requests. Default: {@value GigaChatEmbeddingModel#DEFAULT_BATCH_SIZE}.
	 * @return the number of texts, at least 1, or {@code null} for the default
	 */
	public @Nullable Integer getBatchSize() {
		return this.batchSize;
	}

	/**
	 * Returns additional HTTP headers of the requests, for example {@code X-Client-ID}.
	 * @return the headers by name, or {@code null} for none
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Creates a builder with the values of these options.
	 * @return the builder
	 */
	public Builder mutate() {
		return new Builder().model(this.model)
			.dimensions(this.dimensions)
			.batchSize(this.batchSize)
			.headers(this.headers);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof GigaChatEmbeddingOptions that && Objects.equals(this.model, that.model)
				&& Objects.equals(this.dimensions, that.dimensions) && Objects.equals(this.batchSize, that.batchSize)
				&& Objects.equals(this.headers, that.headers);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.model, this.dimensions, this.batchSize, this.headers);
	}

	/**
	 * Returns a description of the options that are set. Headers are shown by name.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ", "GigaChatEmbeddingOptions[", "]");
		show(text, "model", this.model);
		show(text, "dimensions", this.dimensions);
		show(text, "batchSize", this.batchSize);
		show(text, "headers", (this.headers != null) ? this.headers.keySet() : null);
		return text.toString();
	}

	private static void show(StringJoiner text, String name, @Nullable Object value) {
		if (value != null) {
			text.add(name + "=" + value);
		}
	}

	/**
	 * Builder for {@link GigaChatEmbeddingOptions}.
	 */
	public static final class Builder implements EmbeddingOptions.Builder {

		private @Nullable String model;

		private @Nullable Integer dimensions;

		private @Nullable Integer batchSize;

		private @Nullable Map<String, String> headers;

		private Builder() {
		}

		/**
		 * Sets the name of the GigaChat model.
		 * @param model the name; {@code null} for the name in the embedding model's
		 * options
		 * @return this builder
		 */
		@Override
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the number of dimensions of the vectors, for a model that the provider
		 * does not know.
		 * @param dimensions the number; {@code null} for the known number of the model
		 * @return this builder
		 */
		@Override
		public Builder dimensions(@Nullable Integer dimensions) {
			this.dimensions = dimensions;
			return this;
		}

		/**
		 * Sets the maximum number of texts per request.
		 * @param batchSize the number, at least 1; {@code null} for the default
		 * @return this builder
		 */
		public Builder batchSize(@Nullable Integer batchSize) {
			this.batchSize = batchSize;
			return this;
		}

		/**
		 * Sets additional HTTP headers of the requests, replacing the earlier ones. They
		 * are added to the headers of the embedding model's options and override a header
		 * of the same name.
		 * @param headers the headers by name; {@code null} for none
		 * @return this builder
		 */
		public Builder headers(@Nullable Map<String, String> headers) {
			if (headers != null) {
				headers.forEach((name, value) -> Assert.notNull(value, () -> "The header " + name + " has no value"));
			}
			this.headers = (headers != null) ? Map.copyOf(headers) : null;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 */
		@Override
		public GigaChatEmbeddingOptions build() {
			return new GigaChatEmbeddingOptions(this);
		}

	}

}
