package io.github.gigachat.samples.gateway.dialect;

import java.nio.charset.StandardCharsets;

import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonFields;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * One way to ask for chats over HTTP: reads its JSON to a {@link ChatCall}, and writes
 * the answers back. No other class knows the names of its fields. Each dialect is a
 * package of its own with a bean of this type and a controller.
 */
public interface ChatDialect {

	/**
	 * Returns the path of the endpoint.
	 * @return the path without its version, {@code /chat/completions} for example
	 */
	String path();

	/**
	 * Reads a request.
	 * @param body the fields of the request
	 * @return the request in the terms of Spring AI
	 * @throws io.github.gigachat.samples.gateway.error.ApiException if the request is
	 * wrong
	 */
	ChatCall read(JsonFields body);

	/**
	 * Writes a whole answer.
	 * @param call the request
	 * @param response the answer, with at least one generation
	 * @return the JSON
	 */
	byte[] answer(ChatCall call, ChatResponse response);

	/**
	 * Returns the writer of one streamed answer.
	 * @param call the request
	 * @return the writer
	 */
	ChatEvents events(ChatCall call);

	/**
	 * Returns whether answers have the thoughts of the model. An answer of thoughts alone
	 * is otherwise an empty one.
	 * @return {@code true} if the dialect has a place for thoughts
	 */
	default boolean hasThoughts() {
		return false;
	}

	/**
	 * Returns what a stream contains while it is silent for long.
	 * @return the bytes of a comment, or of an event that clients ignore
	 */
	default byte[] keepAlive() {
		return ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Returns the form of errors.
	 * @return the form of errors outside a stream, at the path and at those below it
	 */
	ErrorFormat errors();

}
