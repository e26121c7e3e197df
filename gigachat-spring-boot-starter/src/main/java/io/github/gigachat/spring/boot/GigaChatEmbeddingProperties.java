package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.MetadataMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Properties of embeddings, {@code spring.ai.gigachat.embedding.*}: the default options
 * of every call.
 */
@ConfigurationProperties(GigaChatEmbeddingProperties.CONFIG_PREFIX)
public class GigaChatEmbeddingProperties {

	/** Prefix of the properties' names. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.embedding";

	/**
	 * Name of the embedding model.
	 */
	private @Nullable String model;

	/**
	 * Number of dimensions of an embedding. The service does not let a client choose it.
	 * Set it only for a model that the provider does not know, to save the request that
	 * determines it. Default: that of the model.
	 */
	private @Nullable Integer dimensions;

	/**
	 * Maximum number of texts per request, greater than 0. More texts are sent in several
	 * requests.
	 */
	private @Nullable Integer batchSize;

	/**
	 * Metadata of a document that is embedded with its text.
	 */
	private MetadataMode metadataMode = MetadataMode.EMBED;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatEmbeddingProperties() {
	}

	/**
	 * Creates options from the properties.
	 * @return the options; values that are not set or blank are {@code null}
	 */
	public GigaChatEmbeddingOptions toOptions() {
		return GigaChatEmbeddingOptions.builder()
			.model(StringUtils.hasText(this.model) ? this.model.strip() : null)
			.dimensions(this.dimensions)
			.batchSize(this.batchSize)
			.build();
	}

	/**
	 * Returns the name of the embedding model.
	 * @return the name, or {@code null} for the default
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the embedding model.
	 * @param model the name, or {@code null} for the default
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Returns the number of dimensions of an embedding.
	 * @return the number, or {@code null} for the model's default
	 */
	public @Nullable Integer getDimensions() {
		return this.dimensions;
	}

	/**
	 * Sets the number of dimensions of an embedding.
	 * @param dimensions the number, or {@code null} for the model's default
	 */
	public void setDimensions(@Nullable Integer dimensions) {
		this.dimensions = dimensions;
	}

	/**
	 * Returns the maximum number of texts per request.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getBatchSize() {
		return this.batchSize;
	}

	/**
	 * Sets the maximum number of texts per request.
	 * @param batchSize the number, or {@code null} for the default
	 */
	public void setBatchSize(@Nullable Integer batchSize) {
		this.batchSize = batchSize;
	}

	/**
	 * Returns the metadata of a document that is embedded with its text.
	 * @return the mode
	 */
	public MetadataMode getMetadataMode() {
		return this.metadataMode;
	}

	/**
	 * Sets the metadata of a document that is embedded with its text.
	 * @param metadataMode the mode
	 */
	public void setMetadataMode(MetadataMode metadataMode) {
		this.metadataMode = metadataMode;
	}

}
