package io.github.gigachat.samples.gateway.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.gigachat.samples.gateway.NamePattern;
import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.samples.gateway.GatewayProperties.Alias;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the configured aliases and the built-in ones. An alias may refer to another one
 * by its exact name.
 */
final class AliasReader {

	private final Upstreams upstreams;

	/** The aliases by their names in lower case, the configured ones first. */
	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private AliasReader(Upstreams upstreams) {
		this.upstreams = upstreams;
	}

	/**
	 * Reads the aliases.
	 * @throws InvalidSettingsException if an alias is wrong
	 */
	static List<ModelAlias> read(GatewayProperties properties, Upstreams upstreams) {
		AliasReader reader = new AliasReader(upstreams);
		Map<String, Alias> builtIn = BuiltInAliases.ALL.stream()
			.collect(Collectors.toMap((alias) -> key(alias.name()), (alias) -> alias, (one, other) -> one,
					LinkedHashMap::new));
		reader.addConfigured(properties.aliases(), builtIn);
		if (!properties.removeBuiltInAliases()) {
			builtIn.forEach((key, alias) -> reader.entries.putIfAbsent(key, new Entry(alias, alias.name())));
		}
		reader.entries.values().removeIf((entry) -> !StringUtils.hasText(entry.alias().model()));
		return reader.entries.values().stream().map(reader::resolved).toList();
	}

	private void addConfigured(List<Alias> aliases, Map<String, Alias> builtIn) {
		Map<String, String> owners = new HashMap<>();
		for (int i = 0; i < aliases.size(); i++) {
			Alias alias = aliases.get(i);
			String property = "gigachat.gateway.aliases[" + i + "]";
			if (!StringUtils.hasText(alias.name())) {
				throw InvalidSettingsException.of(property + ".name", "the name is missing or blank",
						"Set the name of the alias");
			}
			String owner = owners.putIfAbsent(key(alias.name()), property);
			if (owner != null) {
				throw InvalidSettingsException.of(property + ".name",
						"the name '" + alias.name() + "' is that of " + owner + ", too", "Remove one of the two");
			}
			check(alias, property, builtIn.containsKey(key(alias.name())));
			this.entries.put(key(alias.name()), new Entry(alias, property));
		}
	}

	private void check(Alias alias, String property, boolean builtIn) {
		boolean removes = builtIn && alias.upstream() == null && alias.options().equals(AliasOptionsReader.NONE);
		if (!StringUtils.hasText(alias.model()) && !removes) {
			throw InvalidSettingsException.of(property + ".model", "the alias '" + alias.name() + "' has no model",
					"Set the model. An alias without one only removes a built-in alias, and has nothing but its name");
		}
		String upstream = alias.upstream();
		if (upstream != null && this.upstreams.get(upstream) == null) {
			throw InvalidSettingsException.of(property + ".upstream",
					"the alias '" + alias.name() + "' names the connection '" + upstream + "', which does not exist",
					"Use one of the connections " + this.upstreams.all()
						.stream()
						.map(UpstreamModels::name)
						.collect(Collectors.joining(", ")));
		}
	}

	private ModelAlias resolved(Entry first) {
		List<String> names = new ArrayList<>();
		GigaChatOptions options = GigaChatOptions.builder().build();
		String upstream = null;
		Entry last = first;
		for (Entry entry = first; entry != null; entry = next(entry)) {
			if (names.contains(entry.alias().name())) {
				names.add(entry.alias().name());
				throw InvalidSettingsException.of(first.property(),
						"the aliases refer to each other: " + String.join(" -> ", names),
						"Set the name of a model for one of them");
			}
			names.add(entry.alias().name());
			// the options of the alias that was asked for precede
			options = AliasOptionsReader.read(entry.alias().options(), entry.property() + ".options")
				.mutate()
				.combineWith(options.mutate())
				.build();
			upstream = (upstream != null) ? upstream : entry.alias().upstream();
			last = entry;
		}
		return new ModelAlias(new NamePattern(first.alias().name()), List.copyOf(names), last.model(), upstream,
				options);
	}

	private @Nullable Entry next(Entry entry) {
		Entry next = this.entries.get(key(entry.model()));
		return (next != null && next.alias().name().equals(entry.model())) ? next : null;
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * One alias.
	 *
	 * @param alias its settings
	 * @param property its property, or the name of a built-in alias
	 */
	private record Entry(Alias alias, String property) {

		String model() {
			String model = this.alias.model();
			return (model != null) ? model : "";
		}

	}

}
