package io.github.gigachat.samples.gateway.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers of a client's request that matter to the service. No other header goes on.
 */
public final class UpstreamHeaders {

	/** The headers that name the conversation. */
	private static final List<String> SESSIONS = List.of("x-session-id", "session-id", "x-claude-code-session-id");

	private static final String TRACE = "traceparent";

	private UpstreamHeaders() {
	}

	/**
	 * Returns the headers that accompany a request to the service.
	 * @param exchange the request and its response
	 * @return the headers by their names: the id of the request, and the trace if there
	 * is one
	 */
	public static Map<String, String> of(ServerWebExchange exchange) {
		Map<String, String> sent = new LinkedHashMap<>();
		sent.put("X-Request-ID", RequestIdentity.of(exchange));
		String trace = RequestIdentity.usable(exchange.getRequest().getHeaders().getFirst(TRACE));
		if (trace != null) {
			sent.put(TRACE, trace);
		}
		return sent;
	}

	/**
	 * Returns the client's key of the conversation.
	 * @param headers the headers of the request
	 * @return the key, or {@code null} if no header has one
	 */
	public static @Nullable String session(HttpHeaders headers) {
		return SESSIONS.stream()
			.map(headers::getFirst)
			.filter((key) -> key != null && !key.isBlank())
			.findFirst()
			.orElse(null);
	}

}
