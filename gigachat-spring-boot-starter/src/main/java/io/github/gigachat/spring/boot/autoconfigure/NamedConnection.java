package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;

/**
 * The API of a named connection, with the uploads and models on top of it.
 *
 * @param api the API
 * @param uploads the uploads of the chat model
 * @param chatModel the chat model
 * @param embeddingModel the embedding model
 */
record NamedConnection(GigaChatApi api, MediaUploads uploads, GigaChatModel chatModel,
		GigaChatEmbeddingModel embeddingModel) implements AutoCloseable {

	/**
	 * Closes the models and the uploads, which may delete files through the API, and then
	 * the API.
	 */
	@Override
	public void close() {
		try (this.api; this.uploads; this.chatModel; this.embeddingModel) {
			// closed in the opposite order, each even if another one fails
		}
	}

}
