package io.github.gigachat.samples.gateway.models;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The aliases of models. Their names are found in either case. An exact name precedes all
 * patterns, and of two patterns the one with more characters beside {@code *} precedes.
 */
@Component
class ModelAliases {

	private final Map<String, ModelAlias> exact = new HashMap<>();

	private final List<ModelAlias> names;

	private final List<ModelAlias> patterns;

	/**
	 * Creates the aliases.
	 * @throws InvalidSettingsException if the settings of an alias are wrong
	 */
	ModelAliases(GatewayProperties properties, Upstreams upstreams) {
		List<ModelAlias> all = AliasReader.read(properties, upstreams);
		this.names = all.stream().filter((alias) -> !alias.isPattern()).toList();
		this.names.forEach((alias) -> this.exact.put(alias.name().toLowerCase(Locale.ROOT), alias));
		this.patterns = all.stream()
			.filter(ModelAlias::isPattern)
			.sorted(Comparator.comparingInt((ModelAlias alias) -> alias.pattern().literals()).reversed())
			.toList();
	}

	/**
	 * Returns the alias of a name.
	 * @param forms the whole name, and the name without its prefix if it has one
	 * @return the alias, or {@code null} if no form is that of one
	 */
	@Nullable Match find(List<String> forms) {
		for (String form : forms) {
			ModelAlias alias = this.exact.get(form.toLowerCase(Locale.ROOT));
			if (alias != null) {
				return new Match(alias, form);
			}
		}
		for (ModelAlias alias : this.patterns) {
			// the prefix last: a client writes there whatever it likes, permissions
			// included
			for (int i = forms.size() - 1; i >= 0; i--) {
				if (alias.pattern().matches(forms.get(i))) {
					return new Match(alias, forms.get(i));
				}
			}
		}
		return null;
	}

	/** Returns the aliases that are not patterns. */
	List<ModelAlias> names() {
		return this.names;
	}

	/**
	 * An alias that was found.
	 *
	 * @param alias the alias
	 * @param form the form of the name that is that of the alias
	 */
	record Match(ModelAlias alias, String form) {
	}

}
