package io.github.gigachat.samples.gateway.access;

import java.util.List;
import java.util.Locale;

import io.github.gigachat.samples.gateway.GatewayProperties;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;

/**
 * The origins of web pages that may use the gateway: those of the configuration, and the
 * gateway's own one.
 */
@Component
class AllowedOrigins implements CorsConfigurationSource {

	private static final List<String> EXPOSED = List.of("x-request-id", "request-id", "x-should-retry",
			"x-gateway-ignored", "x-gateway-changes", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
			"x-ratelimit-reset-requests", "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens",
			"x-ratelimit-reset-tokens", "Retry-After", "Server-Timing");

	private final CorsConfiguration configured = new CorsConfiguration();

	AllowedOrigins(GatewayProperties properties) {
		this.configured.setAllowedOrigins(properties.allowedOrigins());
		this.configured.addAllowedMethod(CorsConfiguration.ALL);
		this.configured.addAllowedHeader(CorsConfiguration.ALL);
		this.configured.setExposedHeaders(EXPOSED);
	}

	@Override
	public CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
		String origin = exchange.getRequest().getHeaders().getOrigin();
		if (origin == null || !isOwn(origin, exchange.getRequest())) {
			return this.configured;
		}
		CorsConfiguration withOwn = new CorsConfiguration(this.configured);
		// the list of the origins belongs to both, so it is replaced
		withOwn.setAllowedOrigins(List.of(origin));
		return withOwn;
	}

	/** Compares with the host alone: a proxy in front of the gateway may speak https. */
	private static boolean isOwn(String origin, ServerHttpRequest request) {
		String host = request.getHeaders().getFirst(HttpHeaders.HOST);
		int colon = origin.indexOf("://");
		if (host == null || colon < 0) {
			return false;
		}
		String port = origin.startsWith("https") ? ":443" : ":80";
		return without(port, origin.substring(colon + 3)).equals(without(port, host));
	}

	private static String without(String port, String host) {
		String lower = host.toLowerCase(Locale.ROOT);
		return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
	}

}
