package io.github.gigachat.samples.gateway.access;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses requests of web pages whose origin is not allowed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OriginFilter implements WebFilter {

	private final AllowedOrigins origins;

	OriginFilter(AllowedOrigins origins) {
		this.origins = origins;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String origin = exchange.getRequest().getHeaders().getOrigin();
		if (origin == null || this.origins.getCorsConfiguration(exchange).checkOrigin(origin) != null) {
			return chain.filter(exchange);
		}
		return Mono.error(new ApiException(ApiError.of(403, "permission_error", "origin_not_allowed",
				"Web pages of this origin may not use the gateway. Its operator can allow the origin")));
	}

}
