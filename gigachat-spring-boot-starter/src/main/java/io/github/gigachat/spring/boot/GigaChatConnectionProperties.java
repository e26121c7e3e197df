package io.github.gigachat.spring.boot;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of a named connection, {@code spring.ai.gigachat.connections.<name>.*}:
 * those of {@code spring.ai.gigachat.*}, {@code spring.ai.gigachat.chat.*},
 * {@code spring.ai.gigachat.embedding.*} and {@code spring.ai.gigachat.media.*}.
 * <p>
 * A value that the connection does not set is that of {@code spring.ai.gigachat.*}.
 * Credentials and headers fall back as one group, and only if the connection sets no URL.
 */
public class GigaChatConnectionProperties extends GigaChatProperties {

	/** Prefix of the properties' names, without the name of the connection. */
	public static final String CONNECTIONS_PREFIX = GigaChatProperties.CONFIG_PREFIX + ".connections";

	@NestedConfigurationProperty
	private final GigaChatChatProperties chat = new GigaChatChatProperties();

	@NestedConfigurationProperty
	private final GigaChatEmbeddingProperties embedding = new GigaChatEmbeddingProperties();

	@NestedConfigurationProperty
	private final GigaChatMediaProperties media = new GigaChatMediaProperties();

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatConnectionProperties() {
	}

	/**
	 * Returns the properties of chats.
	 * @return the properties
	 */
	public GigaChatChatProperties getChat() {
		return this.chat;
	}

	/**
	 * Returns the properties of embeddings.
	 * @return the properties
	 */
	public GigaChatEmbeddingProperties getEmbedding() {
		return this.embedding;
	}

	/**
	 * Returns the properties of uploaded and downloaded files.
	 * @return the properties
	 */
	public GigaChatMediaProperties getMedia() {
		return this.media;
	}

}
