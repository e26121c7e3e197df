package io.github.gigachat.spring.boot.autoconfigure.ignored;

import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Logs one warning about properties that are set but have no effect: those of Spring AI's
 * former layout ({@code chat.options.*}), those of the other GigaChat starter, which has
 * the same prefix, and those of Spring AI's own retry. Their values are not read.
 * <p>
 * The warning is logged before any bean is created, because an application that has only
 * the other starter's credentials fails at the creation of its beans.
 */
public final class IgnoredPropertiesNotice implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(IgnoredPropertiesNotice.class);

	private static final ConfigurationPropertyName RETRY = ConfigurationPropertyName.of("spring.ai.retry");

	/** The properties of Spring AI's own retry, if another provider brings it along. */
	private static final String RETRY_PROPERTIES = "org.springframework.ai.retry.autoconfigure.SpringAiRetryProperties";

	private final Environment environment;

	/**
	 * Creates the notice.
	 * @param environment the environment that may hold such properties
	 */
	public IgnoredPropertiesNotice(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		boolean retryIgnored = !hasRetryProperties(beans);
		Map<String, String> lines = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> retryIgnored || !RETRY.isAncestorOf(name))
					.forEach((name) -> add(lines, source, name));
			}
		}
		if (!lines.isEmpty()) {
			logger.warn("These properties have no effect on GigaChat:\n  " + String.join("\n  ", lines.values()));
		}
	}

	private static boolean hasRetryProperties(ConfigurableListableBeanFactory beans) {
		ClassLoader classLoader = beans.getBeanClassLoader();
		if (!ClassUtils.isPresent(RETRY_PROPERTIES, classLoader)) {
			return false;
		}
		Class<?> type = ClassUtils.resolveClassName(RETRY_PROPERTIES, classLoader);
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
	}

	private static void add(Map<String, String> lines, ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		boolean variable = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
		PropertyReplacements.Ignored ignored = PropertyReplacements.find(name);
		if (ignored != null && !(variable && PropertyReplacements.isOwn(name))) {
			lines.putIfAbsent(ignored.name(),
					ignored.name() + (variable ? variable(source, name) : "") + ": " + ignored.advice());
		}
	}

	/** Returns the name of the environment variable, by which the user knows it. */
	private static String variable(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return (property != null && property.getOrigin() instanceof PropertySourceOrigin origin)
				? " (" + origin.getPropertyName() + ")" : "";
	}

}
