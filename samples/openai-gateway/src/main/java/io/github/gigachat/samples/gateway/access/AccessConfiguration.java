package io.github.gigachat.samples.gateway.access;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.reactive.CorsWebFilter;

/**
 * Configures the filter and the server of Spring so that they take part in the access.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	/** Answers preflight requests, which have no key, before keys are asked for. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 30)
	CorsWebFilter corsFilter(AllowedOrigins origins) {
		return new CorsWebFilter(origins);
	}

	/** Keeps headers out of the server's log. */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> unloggedMessages() {
		return (factory) -> factory
			.addServerCustomizers((server) -> server.httpMessageLogFactory(new UnloggedMessages()));
	}

}
