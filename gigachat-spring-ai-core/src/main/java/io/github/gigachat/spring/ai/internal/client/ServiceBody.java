package io.github.gigachat.spring.ai.internal.client;

import io.github.gigachat.spring.ai.internal.http.TransportRequest;

/**
 * The body of a request, with its {@code Content-Type}.
 */
public interface ServiceBody extends TransportRequest.Body {

	/** Returns the {@code Content-Type}. */
	String contentType();

}
