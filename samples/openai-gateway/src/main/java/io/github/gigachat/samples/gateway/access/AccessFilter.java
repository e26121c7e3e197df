package io.github.gigachat.samples.gateway.access;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Identifies clients by their keys, and keeps them to their limits. A gateway without
 * keys serves every request that comes so far, and ignores the keys of clients.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class AccessFilter implements WebFilter {

	private static final String SCHEME = "Bearer ";

	private final GatewayKeys keys;

	AccessFilter(GatewayKeys keys) {
		this.keys = keys;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (this.keys.isEmpty() || isHome(exchange.getRequest())) {
			return chain.filter(exchange);
		}
		GatewayKey key = key(exchange.getRequest().getHeaders());
		if (key == null) {
			return Mono.error(new ApiException(ApiError.of(401, "authentication_error", "invalid_api_key",
					"There is no valid key of this gateway in the request. Send the key that its operator gave you, in"
							+ " the header Authorization: Bearer or x-api-key")));
		}
		exchange.getAttributes().put(Caller.class.getName(), key);
		ServerHttpResponse response = exchange.getResponse();
		response.beforeCommit(() -> {
			key.limits().write(response.getHeaders());
			return Mono.empty();
		});
		return Mono.using(() -> {
			key.limits().enter();
			return key.limits();
		}, (limits) -> chain.filter(exchange), KeyLimits::leave);
	}

	/** Returns whether a client only looks whether there is a gateway. */
	private static boolean isHome(ServerHttpRequest request) {
		return request.getPath().value().equals("/")
				&& List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.getMethod());
	}

	private @Nullable GatewayKey key(HttpHeaders headers) {
		return Stream.of(bearer(headers), headers.getFirst("x-api-key"))
			.filter((given) -> given != null && !given.isBlank())
			.map((given) -> this.keys.find(given.strip()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String bearer(HttpHeaders headers) {
		String given = headers.getFirst(HttpHeaders.AUTHORIZATION);
		return (given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
				? given.substring(SCHEME.length()) : null;
	}

}
