package io.github.gigachat.spring.ai.api;

import io.github.gigachat.spring.ai.http.RequestBody;

/**
 * The body of a request, with what the service has to know of it.
 */
interface ServiceBody extends RequestBody {

	/** The {@code Content-Type}. */
	String contentType();

}
