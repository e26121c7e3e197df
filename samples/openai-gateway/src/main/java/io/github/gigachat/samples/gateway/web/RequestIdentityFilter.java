package io.github.gigachat.samples.gateway.web;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Writes the id of a request into the headers of its answer. An answer of the service
 * replaces it by the id that the service states.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdentityFilter implements WebFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		RequestIdentity.write(exchange.getResponse().getHeaders(), RequestIdentity.of(exchange));
		return chain.filter(exchange);
	}

}
