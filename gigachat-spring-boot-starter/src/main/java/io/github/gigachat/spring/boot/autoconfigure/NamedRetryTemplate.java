package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.StringUtils;

/**
 * Finds the application's retry by the name that the properties give, never by its type.
 */
final class NamedRetryTemplate {

	private static final String PROPERTY = GigaChatProperties.CONFIG_PREFIX + ".retry.template";

	private static final String ACTION = "Define a bean of type " + RetryTemplate.class.getName()
			+ " with that name, or remove the property.";

	private NamedRetryTemplate() {
	}

	/**
	 * The bean that the property names.
	 * @param name the property's value
	 * @param beans the application's beans
	 * @return the template, or {@code null} when none is named
	 */
	static @Nullable RetryTemplate find(@Nullable String name, BeanFactory beans) {
		if (!StringUtils.hasText(name)) {
			return null;
		}
		String bean = name.strip();
		if (!beans.containsBean(bean)) {
			throw new InvalidGigaChatConfigurationException(
					PROPERTY + " is '" + bean + "', but there is no bean of that name.", ACTION);
		}
		if (!beans.isTypeMatch(bean, RetryTemplate.class)) {
			throw new InvalidGigaChatConfigurationException(
					PROPERTY + " is '" + bean + "', but the bean of that name is no RetryTemplate.", ACTION);
		}
		return beans.getBean(bean, RetryTemplate.class);
	}

}
