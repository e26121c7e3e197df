package io.github.gigachat.samples.gateway.web;

import java.util.regex.Pattern;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Takes the version off the paths of requests. Clients send it once, twice or not at all,
 * and some double slashes. The path is changed in place: a redirect would lose the body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PathNormalization implements WebFilter {

	private static final Pattern SLASHES = Pattern.compile("/{2,}");

	private static final Pattern VERSIONS = Pattern.compile("^(/v1)+(?=/|$)");

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		String given = request.getPath().value();
		String path = normalized(given);
		if (path.equals(given)) {
			return chain.filter(exchange);
		}
		return chain.filter(exchange.mutate().request(request.mutate().path(path).build()).build());
	}

	/** Returns the path of an endpoint, as its controller has it. */
	static String normalized(String given) {
		String path = SLASHES.matcher(given).replaceAll("/");
		path = VERSIONS.matcher(path).replaceFirst("");
		if (path.length() > 1 && path.endsWith("/")) {
			path = path.substring(0, path.length() - 1);
		}
		return path.isEmpty() ? "/" : path;
	}

}
