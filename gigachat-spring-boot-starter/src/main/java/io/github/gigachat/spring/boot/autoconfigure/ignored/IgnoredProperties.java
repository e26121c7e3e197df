package io.github.gigachat.spring.boot.autoconfigure.ignored;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties that are set but have no effect: those of Spring AI's former layout
 * ({@code chat.options.*}), those of the other GigaChat starter, which has the same
 * prefix, and those of Spring AI's own retry. Their values are not read.
 */
final class IgnoredProperties {

	private static final ConfigurationPropertyName RETRY = ConfigurationPropertyName.of("spring.ai.retry");

	private final Environment environment;

	private final boolean retryIgnored;

	/**
	 * Creates the search.
	 * @param environment the environment to search
	 * @param retryIgnored {@code true} if nothing reads {@code spring.ai.retry.*}
	 */
	IgnoredProperties(Environment environment, boolean retryIgnored) {
		this.environment = environment;
		this.retryIgnored = retryIgnored;
	}

	/**
	 * Finds the properties.
	 * @return a line for each property with its name and its replacement, sorted by name
	 */
	List<String> find() {
		Map<String, String> lines = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
				iterable.stream()
					.filter((name) -> this.retryIgnored || !RETRY.isAncestorOf(name))
					.forEach((name) -> add(lines, source, name, variables));
			}
		}
		return List.copyOf(lines.values());
	}

	private static void add(Map<String, String> lines, ConfigurationPropertySource source,
			ConfigurationPropertyName name, boolean variable) {
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
