package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.StringUtils;

/**
 * Selects the application's {@link RetryTemplate} by the name that the properties give. A
 * template that is not named is never used.
 */
final class RetryTemplateSelector {

	private static final String PROPERTY = GigaChatProperties.CONFIG_PREFIX + ".retry.template";

	private static final String ACTION = "Define a bean of type " + RetryTemplate.class.getName()
			+ " with that name, or remove the property.";

	private RetryTemplateSelector() {
	}

	/**
	 * Returns the named template.
	 * @param name the property's value
	 * @param beans the bean factory
	 * @return the template, or {@code null} if none is named
	 */
	static @Nullable RetryTemplate select(@Nullable String name, BeanFactory beans) {
		if (!StringUtils.hasText(name)) {
			return null;
		}
		String bean = name.strip();
		if (!beans.containsBean(bean)) {
			throw new InvalidGigaChatConfigurationException(
					PROPERTY + " is '" + bean + "', but there is no bean with that name.", ACTION);
		}
		if (!beans.isTypeMatch(bean, RetryTemplate.class)) {
			throw new InvalidGigaChatConfigurationException(
					PROPERTY + " is '" + bean + "', but the bean with that name is not a RetryTemplate.", ACTION);
		}
		return beans.getBean(bean, RetryTemplate.class);
	}

}
