package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.format.support.FormattingConversionService;
import org.springframework.util.StringUtils;

/**
 * The properties of a named connection, with those of {@code spring.ai.gigachat.*} behind
 * them.
 * <p>
 * A blank value counts as not set. Credentials and headers are one group: those of
 * {@code spring.ai.gigachat.*} apply only if the connection sets none of them and no URL,
 * so that no key is sent to another host. The SSL bundle, which may have a client
 * certificate, applies only without a base URL of the connection.
 */
public final class ConnectionProperties {

	private static final ConfigurationPropertyName CONNECTIONS = ConfigurationPropertyName.of("connections");

	private static final ConfigurationPropertyName SSL_BUNDLE = ConfigurationPropertyName.of("ssl.bundle");

	private static final ConfigurationPropertyName BASE_URL = ConfigurationPropertyName.of("base-url");

	private static final List<ConfigurationPropertyName> URLS = List.of(BASE_URL,
			ConfigurationPropertyName.of("auth-url"), ConfigurationPropertyName.of("chat.v2-url"));

	private static final List<ConfigurationPropertyName> CREDENTIALS = Stream
		.of("api-key", "client-id", "client-secret", "username", "password", "access-token", "auth-type", "scope",
				"headers")
		.map(ConfigurationPropertyName::of)
		.toList();

	private final ConfigurationPropertyName prefix;

	private final List<ConfigurationPropertySource> sources = new ArrayList<>();

	private final PropertySourcesPlaceholdersResolver placeholders;

	private final Set<ConfigurationPropertyName> ownUrls;

	private final Set<ConfigurationPropertyName> ownCredentials;

	/**
	 * Creates the properties, without binding them.
	 * @param prefix the prefix of the connection's properties
	 * @param environment the environment that has the properties
	 */
	public ConnectionProperties(ConfigurationPropertyName prefix, Environment environment) {
		this.prefix = prefix;
		ConfigurationPropertySources.get(environment).forEach(this.sources::add);
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.ownUrls = URLS.stream().filter(this::isOwn).collect(Collectors.toUnmodifiableSet());
		this.ownCredentials = CREDENTIALS.stream().filter(this::isOwn).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns the name of the connection.
	 * @return the name
	 */
	public String name() {
		return ConnectionNames.nameOf(this.prefix);
	}

	/**
	 * Returns the prefix of the connection's properties.
	 * @return the prefix, without a dot at its end
	 */
	public String prefix() {
		return this.prefix.toString();
	}

	/**
	 * Binds the properties.
	 * @param beans the bean factory with conversions of the application
	 * @return the properties
	 */
	public GigaChatConnectionProperties bind(ConfigurableListableBeanFactory beans) {
		List<ConfigurationPropertySource> all = new ArrayList<>();
		this.sources.forEach((source) -> all.add(source.filter((name) -> !isHidden(name))));
		this.sources.forEach((source) -> all.add(FallbackSource.of(source, this.prefix, this::fallsBack)));
		Binder binder = new Binder(all, this.placeholders, conversions(beans), beans::copyRegisteredEditorsTo,
				new IgnoreTopLevelConverterNotFoundBindHandler(), null);
		return binder.bindOrCreate(this.prefix, Bindable.of(GigaChatConnectionProperties.class), null);
	}

	/** Returns the conversions that Spring Boot has for other properties. */
	private static List<ConversionService> conversions(ConfigurableListableBeanFactory beans) {
		List<ConversionService> conversions = new ArrayList<>();
		FormattingConversionService ofBeans = new FormattingConversionService();
		if (!ApplicationConversionService.addBeans(ofBeans, beans, ConfigurationPropertiesBinding.VALUE).isEmpty()) {
			conversions.add(ofBeans);
		}
		ConversionService ofApplication = beans.getConversionService();
		if (ofApplication != null) {
			conversions.add(ofApplication);
		}
		return conversions;
	}

	/** Hides a blank value, so that the value behind it applies. */
	private boolean isHidden(ConfigurationPropertyName name) {
		if (!this.prefix.isAncestorOf(name)) {
			return name.equals(this.prefix);
		}
		return fallsBack(FallbackSource.below(name, this.prefix)) && isBlank(first(name));
	}

	private boolean fallsBack(ConfigurationPropertyName name) {
		if (isOrContains(CREDENTIALS, name)) {
			return this.ownCredentials.isEmpty() && this.ownUrls.isEmpty();
		}
		if (name.equals(SSL_BUNDLE)) {
			return !this.ownUrls.contains(BASE_URL);
		}
		return !isOrContains(List.of(CONNECTIONS), name);
	}

	private static boolean isOrContains(List<ConfigurationPropertyName> names, ConfigurationPropertyName name) {
		return names.stream().anyMatch((each) -> each.equals(name) || each.isAncestorOf(name));
	}

	/**
	 * Tells if the connection sets a property itself.
	 * @param property the name without prefix
	 * @return {@code false} if the value is blank or that of {@code spring.ai.gigachat.*}
	 */
	public boolean isOwn(String property) {
		return isOwn(ConfigurationPropertyName.of(property));
	}

	/**
	 * Returns a property that keeps the credentials of {@code spring.ai.gigachat.*} away.
	 * @return the full name, or {@code null} if these credentials apply
	 */
	public @Nullable String reason() {
		return Stream
			.concat(URLS.stream().filter(this.ownUrls::contains),
					CREDENTIALS.stream().filter(this.ownCredentials::contains))
			.map((name) -> this.prefix.append(name).toString())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the name of the property that has, or may have, the connection's value.
	 * @param property the name without prefix
	 * @return the full name, which is the connection's own one unless the value of
	 * {@code spring.ai.gigachat.*} applies
	 */
	public String nameOf(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		boolean own = isOwn(name) || !fallsBack(name);
		return (own ? this.prefix : FallbackSource.ROOT) + "." + property;
	}

	private boolean isOwn(ConfigurationPropertyName property) {
		ConfigurationPropertyName name = this.prefix.append(property);
		ConfigurationProperty value = first(name);
		if (value != null) {
			return !isBlank(value);
		}
		return this.sources.stream()
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.anyMatch((descendant) -> name.isAncestorOf(descendant) && !isBlank(first(descendant)));
	}

	private @Nullable ConfigurationProperty first(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private boolean isBlank(@Nullable ConfigurationProperty property) {
		Object value = (property != null) ? this.placeholders.resolvePlaceholders(property.getValue()) : null;
		return value instanceof CharSequence text && !StringUtils.hasText(text);
	}

}
