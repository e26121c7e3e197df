package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpoint;
import io.github.gigachat.spring.boot.actuate.GigaChatEndpointWebExtension;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of Actuator's {@code gigachat} endpoint.
 */
@AutoConfiguration(after = GigaChatApiAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(GigaChatEndpoint.class)
@Conditional(OnGigaChatModelCondition.class)
@ConditionalOnBean(GigaChatApi.class)
public final class GigaChatEndpointAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Creates the configuration.
	 */
	public GigaChatEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatEndpoint gigaChatEndpoint(ObjectProvider<GigaChatApi> api,
			ObjectProvider<GigaChatConnections> connections) {
		return new GigaChatEndpoint(new LazyBean<>("GigaChatApi", api::getIfUnique).orNull(),
				new LazyBean<>("GigaChatConnections", connections::getIfUnique).orNull(), TIMEOUT);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(GigaChatEndpoint.class)
	@ConditionalOnAvailableEndpoint(endpoint = GigaChatEndpoint.class, exposure = EndpointExposure.WEB)
	GigaChatEndpointWebExtension gigaChatEndpointWebExtension(GigaChatEndpoint endpoint) {
		return new GigaChatEndpointWebExtension(endpoint);
	}

}
