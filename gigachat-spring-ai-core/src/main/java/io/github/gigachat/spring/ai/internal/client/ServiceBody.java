package io.github.gigachat.spring.ai.internal.client;

import io.github.gigachat.spring.ai.internal.http.RequestBody;

/**
 * The body of a request, with what the service has to know of it.
 */
public interface ServiceBody extends RequestBody {

	/** The {@code Content-Type}. */
	String contentType();

}
