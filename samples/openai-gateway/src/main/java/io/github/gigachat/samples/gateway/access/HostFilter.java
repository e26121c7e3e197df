package io.github.gigachat.samples.gateway.access;

import java.util.List;
import java.util.regex.Pattern;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses requests to a gateway without keys that name another host than this machine. A
 * web page whose name leads to this machine sends such requests.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class HostFilter implements WebFilter {

	private static final Pattern LOOPBACK = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

	private final GatewayKeys keys;

	HostFilter(GatewayKeys keys) {
		this.keys = keys;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		List<String> hosts = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.HOST);
		if (!this.keys.isEmpty() || (hosts.size() == 1 && LOOPBACK.matcher(hosts.get(0)).matches())) {
			return chain.filter(exchange);
		}
		return Mono.error(new ApiException(ApiError.of(403, "permission_error", "host_not_allowed",
				"A gateway without keys serves only its own machine. Use http://localhost or http://127.0.0.1 with its"
						+ " port, or configure a key of the gateway")));
	}

}
