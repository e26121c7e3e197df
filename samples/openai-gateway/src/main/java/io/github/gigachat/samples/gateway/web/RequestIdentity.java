package io.github.gigachat.samples.gateway.web;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id of a request: the client's own one, or a new one. It accompanies the request to
 * the service, and identifies it there and in logs.
 */
final class RequestIdentity {

	/** The header with the id, of requests and answers. */
	static final String HEADER = "x-request-id";

	/** The header of answers in which the SDKs of Anthropic look for the id. */
	private static final String ANTHROPIC_HEADER = "request-id";

	private static final String ATTRIBUTE = RequestIdentity.class.getName();

	private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

	private RequestIdentity() {
	}

	/** Returns the id of a request, always the same. */
	static String of(ServerWebExchange exchange) {
		return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, (name) -> {
			String given = usable(exchange.getRequest().getHeaders().getFirst(HEADER));
			return (given != null) ? given : UUID.randomUUID().toString();
		});
	}

	/** Sets the id of an answer. */
	static void write(HttpHeaders headers, String id) {
		headers.set(HEADER, id);
		headers.set(ANTHROPIC_HEADER, id);
	}

	/** Returns a value that can be sent on in a header, otherwise {@code null}. */
	static @Nullable String usable(@Nullable String value) {
		return (value != null && USABLE.matcher(value).matches()) ? value : null;
	}

}
