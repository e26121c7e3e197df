package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Shows the properties of {@code spring.ai.gigachat.*} under the prefix of a connection.
 * A property that cannot be bound is reported under its own name.
 */
class FallbackSource implements ConfigurationPropertySource {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(GigaChatProperties.CONFIG_PREFIX);

	private final ConfigurationPropertySource source;

	final ConfigurationPropertyName prefix;

	final Predicate<ConfigurationPropertyName> fallsBack;

	private FallbackSource(ConfigurationPropertySource source, ConfigurationPropertyName prefix,
			Predicate<ConfigurationPropertyName> fallsBack) {
		this.source = source;
		this.prefix = prefix;
		this.fallsBack = fallsBack;
	}

	/**
	 * Creates the view of a source.
	 * @param source the source
	 * @param prefix the prefix of the connection's properties
	 * @param fallsBack tells if a property, named without a prefix, applies to the
	 * connection
	 */
	static ConfigurationPropertySource of(ConfigurationPropertySource source, ConfigurationPropertyName prefix,
			Predicate<ConfigurationPropertyName> fallsBack) {
		return (source instanceof IterableConfigurationPropertySource iterable)
				? new OfIterable(iterable, prefix, fallsBack) : new FallbackSource(source, prefix, fallsBack);
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
		ConfigurationPropertyName relative = relative(name);
		return (relative != null) ? this.source.getConfigurationProperty(ROOT.append(relative)) : null;
	}

	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		if (name.equals(this.prefix)) {
			return this.source.containsDescendantOf(ROOT);
		}
		ConfigurationPropertyName relative = relative(name);
		return (relative != null) ? this.source.containsDescendantOf(ROOT.append(relative))
				: ConfigurationPropertyState.ABSENT;
	}

	/**
	 * Returns a name without its prefix. {@link ConfigurationPropertyName#subName(int)}
	 * fails on names that were appended to others.
	 */
	static ConfigurationPropertyName below(ConfigurationPropertyName name, ConfigurationPropertyName prefix) {
		StringBuilder relative = new StringBuilder();
		for (ConfigurationPropertyName rest = name; rest.getNumberOfElements() > prefix
			.getNumberOfElements(); rest = rest.getParent()) {
			String element = rest.getLastElement(Form.ORIGINAL);
			relative.insert(0, rest.isLastElementIndexed() ? "[" + element + "]" : "." + element);
		}
		int start = (relative.charAt(0) == '.') ? 1 : 0;
		return ConfigurationPropertyName.adapt(relative.substring(start), '.');
	}

	private @Nullable ConfigurationPropertyName relative(@Nullable ConfigurationPropertyName name) {
		if (name == null || !this.prefix.isAncestorOf(name)) {
			return null;
		}
		ConfigurationPropertyName relative = below(name, this.prefix);
		return this.fallsBack.test(relative) ? relative : null;
	}

	/**
	 * The view of a source that knows its names, which maps and lists need.
	 */
	private static final class OfIterable extends FallbackSource implements IterableConfigurationPropertySource {

		private final IterableConfigurationPropertySource iterable;

		OfIterable(IterableConfigurationPropertySource iterable, ConfigurationPropertyName prefix,
				Predicate<ConfigurationPropertyName> fallsBack) {
			super(iterable, prefix, fallsBack);
			this.iterable = iterable;
		}

		@Override
		public Stream<ConfigurationPropertyName> stream() {
			return this.iterable.stream()
				.filter(ROOT::isAncestorOf)
				.map((name) -> below(name, ROOT))
				.filter(this.fallsBack)
				.map(this.prefix::append);
		}

	}

}
