package io.github.gigachat.spring.ai.api.client;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers that a caller adds to one request.
 *
 * @param sessionId the {@code X-Session-ID} header, or {@code null}; if all requests of a
 * conversation send the same one, the service can reuse what it has cached of the
 * conversation
 * @param headers further headers, by name
 */
public record RequestHeaders(@Nullable String sessionId, Map<String, String> headers) {

	private static final RequestHeaders NONE = new RequestHeaders(null, Map.of());

	/**
	 * Creates the headers.
	 * @param sessionId the {@code X-Session-ID} header, or {@code null}
	 * @param headers further headers, by name
	 */
	public RequestHeaders {
		headers = Map.copyOf(headers);
	}

	/**
	 * Returns an instance without headers: only those of the provider are sent.
	 * @return the instance
	 */
	public static RequestHeaders none() {
		return NONE;
	}

	/**
	 * Returns all headers, {@code X-Session-ID} included, after a check of each.
	 * @param authorizationAllowed {@code true} if {@code Authorization} may be among them
	 * @return the headers, by name
	 * @throws GigaChatNonTransientException of the kind {@code INVALID_REQUEST} if one of
	 * the headers must not be sent; it names the option {@code headers} or
	 * {@code session-id}
	 */
	public Map<String, String> checked(boolean authorizationAllowed) {
		check("headers", this.headers, authorizationAllowed);
		if (this.sessionId == null) {
			return this.headers;
		}
		Map<String, String> session = Map.of("X-Session-ID", this.sessionId);
		check("session-id", session, authorizationAllowed);
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(session);
		return all;
	}

	private static void check(String option, Map<String, String> headers, boolean authorizationAllowed) {
		try {
			HeaderRules.check(headers, authorizationAllowed);
		}
		catch (IllegalArgumentException ex) {
			throw GigaChatNonTransientException.invalidOption(option, option + " cannot be sent: " + ex.getMessage(),
					null);
		}
	}

	/**
	 * Returns the names of the headers, never their values.
	 */
	@Override
	public String toString() {
		return "RequestHeaders[sessionId=" + ((this.sessionId != null) ? "***" : "null") + ", headers="
				+ this.headers.keySet() + "]";
	}

}
