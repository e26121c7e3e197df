package io.github.gigachat.spring.ai.api;

import java.net.http.HttpRequest.BodyPublisher;

/**
 * The body of a request, with what the service has to know of it.
 */
interface ServiceBody extends BodyPublisher {

	/** The {@code Content-Type}. */
	String contentType();

	/** Whether it can be sent, for the first time or once more. */
	default boolean isSendable() {
		return true;
	}

}
