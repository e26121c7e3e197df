package io.github.gigachat.samples.gateway.dialect;

import io.github.gigachat.samples.gateway.error.ApiError;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Writes one streamed answer as server-sent events.
 */
public interface ChatEvents {

	/**
	 * Writes the events of a chunk. The first chunk begins the stream.
	 * @param chunk the chunk
	 * @return the bytes of complete events; empty if there are none
	 */
	byte[] chunk(ChatResponse chunk);

	/**
	 * Writes the events behind the last chunk.
	 * @return the bytes of complete events
	 */
	byte[] end();

	/**
	 * Writes the events that end a stream with an error.
	 * @param error the error
	 * @return the bytes of complete events
	 */
	byte[] error(ApiError error);

}
