package io.github.gigachat.spring.boot;

import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.MetadataMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * The options that every call for embeddings has unless it brings its own.
 */
@ConfigurationProperties(GigaChatEmbeddingProperties.CONFIG_PREFIX)
public class GigaChatEmbeddingProperties {

	/** What the properties' names begin with. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.embedding";

	/**
	 * Name of the model that embeds.
	 */
	private @Nullable String model;

	/**
	 * How many numbers a vector has. The service has no choice of it: set it for a model
	 * that the provider does not know, so that nothing is asked to find out. Unset, it is
	 * that of the model.
	 */
	private @Nullable Integer dimensions;

	/**
	 * Most texts of one request; further ones go into further requests.
	 */
	private @Nullable Integer batchSize;

	/**
	 * Which part of a document's metadata is embedded with its text.
	 */
	private MetadataMode metadataMode = MetadataMode.EMBED;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatEmbeddingProperties() {
	}

	/**
	 * The options that the properties describe.
	 * @return the options; what is unset or blank is {@code null} in them
	 */
	public GigaChatEmbeddingOptions toOptions() {
		return GigaChatEmbeddingOptions.builder()
			.model(StringUtils.hasText(this.model) ? this.model.strip() : null)
			.dimensions(this.dimensions)
			.batchSize(this.batchSize)
			.build();
	}

	/**
	 * Name of the model.
	 * @return the name
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the model.
	 * @param model the name
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * How many numbers a vector has.
	 * @return the number
	 */
	public @Nullable Integer getDimensions() {
		return this.dimensions;
	}

	/**
	 * Sets how many numbers a vector has.
	 * @param dimensions the number
	 */
	public void setDimensions(@Nullable Integer dimensions) {
		this.dimensions = dimensions;
	}

	/**
	 * Most texts of one request.
	 * @return the number
	 */
	public @Nullable Integer getBatchSize() {
		return this.batchSize;
	}

	/**
	 * Sets the most texts of one request.
	 * @param batchSize the number
	 */
	public void setBatchSize(@Nullable Integer batchSize) {
		this.batchSize = batchSize;
	}

	/**
	 * Which part of a document's metadata is embedded.
	 * @return the mode
	 */
	public MetadataMode getMetadataMode() {
		return this.metadataMode;
	}

	/**
	 * Sets which part of a document's metadata is embedded.
	 * @param metadataMode the mode
	 */
	public void setMetadataMode(MetadataMode metadataMode) {
		this.metadataMode = metadataMode;
	}

}
