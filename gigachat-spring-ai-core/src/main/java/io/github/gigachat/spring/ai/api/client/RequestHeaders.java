package io.github.gigachat.spring.ai.api.client;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a caller adds to one request.
 *
 * @param sessionId {@code X-Session-ID}; reuse within a conversation lets the service
 * find what it has cached of it
 * @param headers further headers, by name
 */
public record RequestHeaders(@Nullable String sessionId, Map<String, String> headers) {

	private static final RequestHeaders NONE = new RequestHeaders(null, Map.of());

	/**
	 * Creates the headers.
	 * @param sessionId {@code X-Session-ID}, or {@code null}
	 * @param headers further headers, by name
	 */
	public RequestHeaders {
		headers = Map.copyOf(headers);
	}

	/**
	 * No headers beyond the provider's own.
	 * @return no headers
	 */
	public static RequestHeaders none() {
		return NONE;
	}

	/**
	 * All of them, checked.
	 * @throws RuntimeException this provider's exception when one cannot be sent
	 */
	public Map<String, String> checked(boolean authorizationAllowed) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		if (this.sessionId != null) {
			all.put("X-Session-ID", this.sessionId);
		}
		try {
			HeaderRules.check(all, authorizationAllowed);
		}
		catch (IllegalArgumentException ex) {
			throw GigaChatNonTransientException.invalidRequest(String.valueOf(ex.getMessage()), null);
		}
		return all;
	}

	/**
	 * Names the headers; never shows their values.
	 */
	@Override
	public String toString() {
		return "RequestHeaders[sessionId=" + ((this.sessionId != null) ? "***" : "null") + ", headers="
				+ this.headers.keySet() + "]";
	}

}
