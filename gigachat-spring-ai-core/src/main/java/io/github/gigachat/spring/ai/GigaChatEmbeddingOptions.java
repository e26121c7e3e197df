package io.github.gigachat.spring.ai;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.util.Assert;

/**
 * What is asked of a GigaChat embedding model beside the texts. Immutable; what is
 * {@code null} is as the model's own options have it.
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
	 * A builder of options.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The model's name; unset, that of the model's own options, which is
	 * {@value GigaChatEmbeddingModel#DEFAULT_MODEL} by default.
	 * @return the name
	 */
	@Override
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * How many numbers a vector of the model has. It is not sent, since the service has
	 * no choice of it: it tells the length where the provider does not know the model,
	 * and another length than this is an error. Unset, the known one.
	 * @return the number of dimensions
	 */
	@Override
	public @Nullable Integer getDimensions() {
		return this.dimensions;
	}

	/**
	 * The most texts of one request; further ones go into further requests. Unset,
	 * {@value GigaChatEmbeddingModel#DEFAULT_BATCH_SIZE}.
	 * @return the number of texts, at least 1
	 */
	public @Nullable Integer getBatchSize() {
		return this.batchSize;
	}

	/**
	 * Further headers of the requests, {@code X-Client-ID} for example.
	 * @return the headers, by name
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * A builder with what these options have.
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
	 * Shows what is set; of headers the names alone.
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
	 * Builds options.
	 */
	public static final class Builder implements EmbeddingOptions.Builder {

		private @Nullable String model;

		private @Nullable Integer dimensions;

		private @Nullable Integer batchSize;

		private @Nullable Map<String, String> headers;

		private Builder() {
		}

		/**
		 * The model's name.
		 * @param model the name; {@code null} for that of the model's own options
		 * @return this builder
		 */
		@Override
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * How many numbers a vector of the model has, where the provider does not know
		 * it.
		 * @param dimensions the number; {@code null} for the known one
		 * @return this builder
		 */
		@Override
		public Builder dimensions(@Nullable Integer dimensions) {
			this.dimensions = dimensions;
			return this;
		}

		/**
		 * The most texts of one request.
		 * @param batchSize the number, at least 1; {@code null} for the default
		 * @return this builder
		 */
		public Builder batchSize(@Nullable Integer batchSize) {
			this.batchSize = batchSize;
			return this;
		}

		/**
		 * Further headers of the requests, in place of those that the builder has. They
		 * are added to those of the model's own options, and go before one of the same
		 * name.
		 * @param headers the headers, by name; {@code null} for none
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
