package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.actuate.GigaChatHealthIndicator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of GigaChat's health. With several {@link GigaChatApi} beans each of
 * them has a contributor, named after the bean. With named connections each connection
 * has a contributor with its name, the default connection as well; an API bean with the
 * name of a connection then has the prefix {@code bean-}.
 */
@AutoConfiguration(after = GigaChatApiAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("gigachat")
@Conditional(OnGigaChatModelCondition.class)
@ConditionalOnBean(GigaChatApi.class)
public final class GigaChatHealthContributorAutoConfiguration {

	/** Enough for a token request and the list of models. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** Lets the probes of an orchestrator and of load balancers share one request. */
	private static final Duration REUSE = Duration.ofSeconds(10);

	/**
	 * Creates the configuration.
	 */
	public GigaChatHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "gigachatHealthContributor", "gigachatHealthIndicator" })
	HealthContributor gigachatHealthContributor(ConfigurableListableBeanFactory beans,
			ObjectProvider<GigaChatConnections> connectionsProvider) {
		GigaChatConnections connections = connectionsProvider.getIfUnique();
		Set<String> names = (connections != null && connections.names().size() > 1) ? connections.names() : Set.of();
		Map<String, HealthIndicator> indicators = ofBeans(beans, names);
		if (connections != null) {
			names.stream()
				.filter((name) -> !name.equals(GigaChatConnections.DEFAULT))
				.forEach((name) -> indicators.put(name,
						new GigaChatHealthIndicator(() -> connections.api(name), TIMEOUT, REUSE)));
		}
		return (indicators.size() == 1) ? indicators.values().iterator().next()
				: CompositeHealthContributor.fromMap(indicators);
	}

	private static Map<String, HealthIndicator> ofBeans(ConfigurableListableBeanFactory beans,
			Set<String> connections) {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		List<String> names = ApiBeans.names(beans);
		String ofDefault = connections.isEmpty() ? null : ApiBeans.ofDefault(beans);
		for (String name : names) {
			LazyBean<GigaChatApi> api = new LazyBean<>("GigaChatApi '" + name + "'",
					() -> beans.getBean(name, GigaChatApi.class));
			indicators.put(name.equals(ofDefault) ? GigaChatConnections.DEFAULT : part(name, names, connections),
					new GigaChatHealthIndicator(api, TIMEOUT, REUSE));
		}
		return indicators;
	}

	/** Keeps the names of the connections free of beans that have the same name. */
	private static String part(String bean, List<String> beans, Set<String> connections) {
		String part = bean;
		while (connections.contains(part) || (!part.equals(bean) && beans.contains(part))) {
			part = "bean-" + part;
		}
		return part;
	}

}
