package io.github.gigachat.spring.boot.autoconfigure.credentials;

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
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Tells whether the application has GigaChat credentials, before any bean is created.
 */
public final class CredentialsPresence {

	private static final String[] PROPERTIES = { "api-key", "client-id", "client-secret", "username", "password",
			"access-token" };

	private static final Set<GigaChatAuthType> EXPLICIT = EnumSet.complementOf(EnumSet.of(GigaChatAuthType.AUTO));

	private CredentialsPresence() {
	}

	/**
	 * Finds credentials among the properties and beans. They may turn out to be
	 * incomplete when they are used.
	 * @param environment the environment that has the properties
	 * @param beans the bean factory
	 * @return the property or bean that was found, or {@code null} if there is none
	 */
	public static @Nullable String find(Environment environment, ConfigurableListableBeanFactory beans) {
		String property = find(environment, ConfigurationPropertyName.of(GigaChatProperties.CONFIG_PREFIX));
		return (property != null) ? property : bean(beans);
	}

	/**
	 * Finds credentials among the properties with a prefix.
	 * @param environment the environment that has the properties
	 * @param prefix the prefix, such as that of a named connection
	 * @return the property that was found, or {@code null} if there is none
	 */
	public static @Nullable String find(Environment environment, ConfigurationPropertyName prefix) {
		Binder binder = Binder.get(environment);
		for (String property : PROPERTIES) {
			ConfigurationPropertyName name = prefix.append(property);
			if (StringUtils.hasText(text(binder, name))) {
				return name.toString();
			}
		}
		ConfigurationPropertyName authType = prefix.append("auth-type");
		return isExplicit(text(binder, authType)) ? authType.toString() : null;
	}

	private static @Nullable String text(Binder binder, ConfigurationPropertyName name) {
		return binder.bind(name, Bindable.of(String.class)).orElse(null);
	}

	/** Leaves an unknown value to the binding of the properties, which reports it. */
	private static boolean isExplicit(@Nullable String authType) {
		return authType != null && EXPLICIT.stream().anyMatch((type) -> type.name().equalsIgnoreCase(authType.strip()));
	}

	private static @Nullable String bean(ConfigurableListableBeanFactory beans) {
		for (Class<?> type : new Class<?>[] { GigaChatConnectionDetails.class, GigaChatCredentials.class }) {
			for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false)) {
				// the auto-configured bean exists with or without credentials
				if (!PropertiesGigaChatConnectionDetails.class.equals(beans.getType(name, false))) {
					return "the bean '" + name + "'";
				}
			}
		}
		return null;
	}

}
