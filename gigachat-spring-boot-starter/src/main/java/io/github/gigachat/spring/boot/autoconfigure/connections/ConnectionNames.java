package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Finds the named connections of an environment. Two spellings of a name are one
 * connection.
 */
public final class ConnectionNames {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName
		.of(GigaChatConnectionProperties.CONNECTIONS_PREFIX);

	private static final int DEPTH = PREFIX.getNumberOfElements();

	private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

	private final Map<String, ConfigurationPropertyName> prefixes = new LinkedHashMap<>();

	private final List<ConfigurationPropertyName> variables = new ArrayList<>();

	private ConnectionNames() {
	}

	/**
	 * Checks if there are named connections. This is cheaper than {@link #find}.
	 * @param environment the environment that has the properties
	 * @return {@code true} if a property of a connection is set
	 */
	public static boolean any(Environment environment) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Finds the prefixes of the connections' properties. Their last element is the name
	 * of the connection.
	 * @param environment the environment that has the properties
	 * @return the prefixes in the order of the properties
	 */
	public static List<ConfigurationPropertyName> find(Environment environment) {
		if (!any(environment)) {
			return List.of();
		}
		ConnectionNames names = new ConnectionNames();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				names.add(iterable);
			}
		}
		names.addVariables();
		return List.copyOf(names.prefixes.values());
	}

	/**
	 * Checks the names of connections.
	 * @param environment the environment that has the properties
	 * @param prefixes the prefixes of the connections' properties
	 * @throws InvalidGigaChatConfigurationException if a name is blank, reserved, has
	 * characters that are not allowed, has a value instead of properties, or comes from
	 * variables that set no property
	 */
	public static void check(Environment environment, Collection<ConfigurationPropertyName> prefixes) {
		for (ConfigurationPropertyName prefix : prefixes) {
			String name = nameOf(prefix);
			if (!VALID.matcher(name).matches()) {
				throw new InvalidGigaChatConfigurationException(
						"A connection of GigaChat has the name '" + name + "': spring.ai.gigachat.connections." + name
								+ " is set.",
						"Give it a name of Latin letters, digits, hyphens, underscores and dots that begins with a letter or a digit.");
			}
			if (prefix.getLastElement(Form.UNIFORM).equals(GigaChatConnections.DEFAULT)) {
				throw new InvalidGigaChatConfigurationException(
						"spring.ai.gigachat.connections." + name
								+ " is set, but 'default' is the name of the connection of spring.ai.gigachat.*.",
						"Set the properties of spring.ai.gigachat.*, or give the connection another name.");
			}
			refuseValue(environment, prefix);
			refuseVariables(environment, prefix);
		}
	}

	private static void refuseValue(Environment environment, ConfigurationPropertyName prefix) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(prefix);
			if (property != null && StringUtils.hasText(String.valueOf(property.getValue()))) {
				throw new InvalidGigaChatConfigurationException(
						prefix + " has a value, but it is the name of a connection.",
						"Set the properties of the connection, such as spring.ai.gigachat.connections.<name>.api-key.");
			}
		}
	}

	/**
	 * Refuses a connection that only variables have, and that has no property of its own.
	 * It would be the default connection under another name, as {@code my} is if
	 * {@code …_MY_OWN_BASE_URL} was meant for {@code my-own}.
	 */
	private static void refuseVariables(Environment environment, ConfigurationPropertyName prefix) {
		ConfigurationProperty variable = null;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = firstBelow(prefix, source);
			if (property != null && !isOfVariables(source)) {
				return;
			}
			variable = (variable != null) ? variable : property;
		}
		if (variable != null && !hasProperty(environment, prefix)) {
			String name = (variable.getOrigin() instanceof PropertySourceOrigin origin) ? origin.getPropertyName()
					: variable.getName().toString();
			throw new InvalidGigaChatConfigurationException(
					"The environment variable " + name + " configures a connection '" + nameOf(prefix)
							+ "' of GigaChat, but no variable sets a property of that connection.",
					"Correct or remove the variable. If the name of the connection has a hyphen, set at least one"
							+ " of its properties in a configuration file, such as spring.ai.gigachat.connections"
							+ ".<name>.chat.model: a variable does not show where a name with hyphens ends.");
		}
	}

	private static @Nullable ConfigurationProperty firstBelow(ConfigurationPropertyName prefix,
			ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource iterable) ? iterable.stream()
			.filter(prefix::isAncestorOf)
			.map(iterable::getConfigurationProperty)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null) : null;
	}

	private static boolean hasProperty(Environment environment, ConfigurationPropertyName prefix) {
		try {
			return Binder.get(environment).bind(prefix, Bindable.of(GigaChatConnectionProperties.class)).isBound();
		}
		catch (BindException ex) {
			// the binding of the connection reports the value
			return true;
		}
	}

	private static boolean isOfVariables(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	/**
	 * Returns the name of a connection.
	 * @param prefix the prefix of the connection's properties
	 * @return the name
	 */
	public static String nameOf(ConfigurationPropertyName prefix) {
		return prefix.getLastElement(Form.ORIGINAL);
	}

	private void add(IterableConfigurationPropertySource source) {
		boolean ofVariables = isOfVariables(source);
		source.stream().filter(PREFIX::isAncestorOf).forEach((name) -> {
			if (ofVariables) {
				this.variables.add(name);
			}
			else {
				add(name);
			}
		});
	}

	private void add(ConfigurationPropertyName property) {
		this.prefixes.putIfAbsent(property.getElement(DEPTH, Form.UNIFORM), property.chop(DEPTH + 1));
	}

	/**
	 * Adds the connections that only variables have. The variable of a known connection
	 * may divide its name, as {@code …_MY_OWN_API_KEY} does for {@code my-own}.
	 */
	private void addVariables() {
		List<String> known = List.copyOf(this.prefixes.keySet());
		this.variables.stream().filter((variable) -> !belongs(variable, known)).forEach(this::add);
	}

	private static boolean belongs(ConfigurationPropertyName variable, List<String> known) {
		StringBuilder start = new StringBuilder();
		for (int i = DEPTH; i < variable.getNumberOfElements(); i++) {
			start.append(variable.getElement(i, Form.UNIFORM));
			if (known.contains(start.toString())) {
				return true;
			}
		}
		return false;
	}

}
