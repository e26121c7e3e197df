package io.github.gigachat.spring.boot.autoconfigure.ignored;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Logs one warning about properties that are set but have no effect. It is logged before
 * any bean is created, because an application that has only the other starter's
 * credentials fails at the creation of its beans.
 */
public final class IgnoredPropertiesNotice implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(IgnoredPropertiesNotice.class);

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
		List<String> lines = new IgnoredProperties(this.environment, !hasRetryProperties(beans)).find();
		if (!lines.isEmpty()) {
			logger.warn("These properties have no effect on GigaChat:\n  " + String.join("\n  ", lines));
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

}
