package io.github.gigachat.samples.gateway.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.NamePattern;

/**
 * The models and connections that a key may use. An empty set includes all.
 */
final class Permissions {

	private final List<NamePattern> models;

	private final Set<String> upstreams;

	Permissions(Collection<String> models, Set<String> upstreams) {
		this.models = models.stream().map(NamePattern::new).toList();
		this.upstreams = upstreams;
	}

	/**
	 * Returns whether a model is included. The name that was asked for only counts for
	 * entries without a pattern: for an alias with a pattern, a client may invent a name
	 * that fits any other pattern, too.
	 */
	boolean include(String upstream, String asked, List<String> names) {
		return (this.upstreams.isEmpty() || this.upstreams.contains(upstream))
				&& (this.models.isEmpty() || this.models.stream().anyMatch((model) -> isIncluded(model, asked, names)));
	}

	private static boolean isIncluded(NamePattern model, String asked, List<String> names) {
		return names.stream().anyMatch(model::matches)
				|| (!NamePattern.isPattern(model.text()) && model.matches(asked));
	}

}
