package io.github.gigachat.spring.ai.internal.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint, before credentials are put on it.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, beginning with a slash, with the query if
 * there is one
 * @param template the path without a query and with placeholders for what varies, for
 * metrics
 * @param accept the content type of a good answer
 * @param body the body, or {@code null} for none
 * @param headers what the caller adds
 * @param root what the path is below, if that is not the base URL
 */
public record ServiceRequest(String method, String path, String template, String accept, @Nullable ServiceBody body,
		RequestHeaders headers, @Nullable ServiceRoot root) {

	public static final String JSON = "application/json";

	public static final String EVENT_STREAM = "text/event-stream";

	public static final String ANYTHING = "*/*";

	/** A request below the base URL. */
	public ServiceRequest(String method, String path, String template, String accept, @Nullable ServiceBody body,
			RequestHeaders headers) {
		this(method, path, template, accept, body, headers, null);
	}

	/** A request whose path does not vary. */
	public ServiceRequest(String method, String path, String accept, @Nullable ServiceBody body,
			RequestHeaders headers) {
		this(method, path, path, accept, body, headers);
	}

	public static ServiceRequest get(String path, RequestHeaders headers) {
		return new ServiceRequest("GET", path, JSON, null, headers);
	}

	public static ServiceRequest post(String path, ServiceBody body, RequestHeaders headers) {
		return new ServiceRequest("POST", path, JSON, body, headers);
	}

	/**
	 * Something's id or name as a part of a path.
	 * @throws RuntimeException this provider's exception when it cannot be one
	 */
	public static String segment(String value, String what) {
		// a path with dots alone would lead elsewhere
		if (value.isBlank() || value.equals(".") || value.equals("..")) {
			throw GigaChatNonTransientException.invalidRequest(what + " is blank or made of dots", null);
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
