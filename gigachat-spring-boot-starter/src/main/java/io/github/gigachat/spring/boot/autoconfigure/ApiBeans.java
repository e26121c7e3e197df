package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * The {@link GigaChatApi} beans of an application by name, because they are lazy.
 */
final class ApiBeans {

	private ApiBeans() {
	}

	/**
	 * Returns all APIs, also those that are injected by name only.
	 * @param beans the bean factory
	 * @return the names of the beans
	 */
	static List<String> names(ConfigurableListableBeanFactory beans) {
		return List.of(beans.getBeanNamesForType(GigaChatApi.class, true, false));
	}

	/**
	 * Returns the API that is injected without a name.
	 * @param beans the bean factory
	 * @return the name of the bean, or {@code null} if there is none, or several equal
	 * ones
	 */
	static @Nullable String ofDefault(ConfigurableListableBeanFactory beans) {
		List<String> candidates = candidates(beans);
		if (candidates.size() > 1) {
			List<String> primary = matching(beans, candidates, BeanDefinition::isPrimary);
			candidates = primary.isEmpty() ? matching(beans, candidates, (definition) -> !definition.isFallback())
					: primary;
		}
		return (candidates.size() == 1) ? candidates.get(0) : null;
	}

	/**
	 * Tells if there are several APIs, and none of them is injected without a name.
	 * @param beans the bean factory
	 */
	static boolean areAmbiguous(ConfigurableListableBeanFactory beans) {
		return candidates(beans).size() > 1 && ofDefault(beans) == null;
	}

	private static List<String> candidates(ConfigurableListableBeanFactory beans) {
		return names(beans).stream().filter((name) -> isCandidate(beans, name)).toList();
	}

	private static List<String> matching(ConfigurableListableBeanFactory beans, List<String> names,
			Predicate<BeanDefinition> condition) {
		return names.stream()
			.filter((name) -> beans.containsBeanDefinition(name) && condition.test(beans.getBeanDefinition(name)))
			.toList();
	}

	/** Excludes beans that are injected by name only, such as a second API. */
	private static boolean isCandidate(ConfigurableListableBeanFactory beans, String name) {
		if (!beans.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beans.getBeanDefinition(name);
		return definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition bean) || bean.isDefaultCandidate());
	}

}
