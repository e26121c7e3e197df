package io.github.gigachat.spring.ai.internal.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint, without credentials.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, with a leading slash and the query, if any
 * @param template the path without the query and with placeholders for variable parts,
 * for metrics
 * @param accept the content type of a successful response
 * @param body the body, or {@code null} for none
 * @param root the root of the path, or {@code null} for the base URL
 */
public record ServiceRequest(String method, String path, String template, String accept, @Nullable ServiceBody body,
		@Nullable ServiceRoot root) {

	public static final String JSON = "application/json";

	public static final String EVENT_STREAM = "text/event-stream";

	public static final String ANYTHING = "*/*";

	/** Creates a request below the base URL. */
	public ServiceRequest(String method, String path, String template, String accept, @Nullable ServiceBody body) {
		this(method, path, template, accept, body, null);
	}

	/** Creates a request whose path has no variable parts. */
	public ServiceRequest(String method, String path, String accept, @Nullable ServiceBody body) {
		this(method, path, path, accept, body);
	}

	public static ServiceRequest get(String path) {
		return new ServiceRequest("GET", path, JSON, null);
	}

	public static ServiceRequest post(String path, ServiceBody body) {
		return new ServiceRequest("POST", path, JSON, body);
	}

	/**
	 * Encodes an id or a name as a segment of a path.
	 * @param value the id or the name
	 * @param what the description of the value, for the message
	 * @throws RuntimeException this provider's exception if the value is blank or
	 * consists of dots
	 */
	public static String segment(String value, String what) {
		// a segment of dots would change the path
		if (value.isBlank() || value.equals(".") || value.equals("..")) {
			throw GigaChatNonTransientException.invalidRequest(what + " is blank or consists of dots", null);
		}
		return encoded(value);
	}

	public static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

	boolean isStream() {
		return this.accept.equals(EVENT_STREAM);
	}

}
