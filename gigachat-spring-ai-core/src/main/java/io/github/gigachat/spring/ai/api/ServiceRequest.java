package io.github.gigachat.spring.ai.api;

import java.net.http.HttpRequest.BodyPublisher;

import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint below the base URL, before credentials are put on it.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, beginning with a slash
 * @param accept the content type of a good answer
 * @param body the JSON body, or {@code null} for none
 * @param headers what the caller adds
 */
record ServiceRequest(String method, String path, String accept, @Nullable BodyPublisher body, RequestHeaders headers) {

	static final String JSON = "application/json";

	static final String EVENT_STREAM = "text/event-stream";

	static ServiceRequest get(String path) {
		return new ServiceRequest("GET", path, JSON, null, RequestHeaders.none());
	}

	boolean isStream() {
		return this.accept.equals(EVENT_STREAM);
	}

}
