package io.github.gigachat.spring.boot.autoconfigure;

import java.util.EnumSet;
import java.util.Set;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatAuthType;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds out, before anything is made, whether the application has credentials.
 */
final class PresentCredentials {

	private static final String[] PROPERTIES = { "api-key", "client-id", "client-secret", "username", "password",
			"access-token" };

	private static final Set<GigaChatAuthType> EXPLICIT = EnumSet.complementOf(EnumSet.of(GigaChatAuthType.AUTO));

	private PresentCredentials() {
	}

	/**
	 * Looks for credentials; whether they are complete is seen when they are used.
	 * @param environment the application's properties
	 * @param beans the application's beans
	 * @return the name of what was found, or {@code null}
	 */
	static @Nullable String find(Environment environment, ConfigurableListableBeanFactory beans) {
		Binder binder = Binder.get(environment);
		for (String property : PROPERTIES) {
			String name = GigaChatProperties.CONFIG_PREFIX + "." + property;
			if (StringUtils.hasText(text(binder, name))) {
				return name;
			}
		}
		String authType = GigaChatProperties.CONFIG_PREFIX + ".auth-type";
		return isExplicit(text(binder, authType)) ? authType : bean(beans);
	}

	private static @Nullable String text(Binder binder, String name) {
		return binder.bind(name, Bindable.of(String.class)).orElse(null);
	}

	/** A word that is none of them is told of where the properties are read. */
	private static boolean isExplicit(@Nullable String authType) {
		return authType != null && EXPLICIT.stream().anyMatch((type) -> type.name().equalsIgnoreCase(authType.strip()));
	}

	private static @Nullable String bean(ConfigurableListableBeanFactory beans) {
		for (Class<?> type : new Class<?>[] { GigaChatConnectionDetails.class, GigaChatCredentials.class }) {
			for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false)) {
				// this provider's own is there with or without credentials
				if (!PropertiesGigaChatConnectionDetails.class.equals(beans.getType(name, false))) {
					return "the bean '" + name + "'";
				}
			}
		}
		return null;
	}

}
