package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The path of references from the root to a schema: the number of times that each
 * reference was followed, which reveals recursion; the enclosing schemas with
 * definitions; and the schema that {@code #} refers to. Immutable.
 */
final class RefPath {

	private static final RefPath ROOT = new RefPath(Map.of("#", 1), 0, List.of(), "#");

	private final Map<String, Integer> times;

	private final int length;

	private final List<JsonNode> scopes;

	private final String root;

	private RefPath(Map<String, Integer> times, int length, List<JsonNode> scopes, String root) {
		this.times = times;
		this.length = length;
		this.scopes = scopes;
		this.root = root;
	}

	/** Returns the path of the root, which counts as followed once. */
	static RefPath root() {
		return ROOT;
	}

	RefPath plus(String target) {
		Map<String, Integer> longer = new HashMap<>(this.times);
		longer.merge(target, 1, Integer::sum);
		return new RefPath(longer, this.length + 1, this.scopes, this.root);
	}

	/** Returns the path within a schema that {@code #} refers to. */
	RefPath rootedAt(String reference) {
		if (reference.equals(this.root)) {
			return this;
		}
		Map<String, Integer> known = new HashMap<>(this.times);
		known.putIfAbsent(reference, 1);
		return new RefPath(known, this.length, this.scopes, reference);
	}

	/** Returns the path within a schema that has definitions. */
	RefPath within(JsonNode scope) {
		List<JsonNode> inner = new ArrayList<>();
		inner.add(scope);
		inner.addAll(this.scopes);
		return new RefPath(this.times, this.length, inner, this.root);
	}

	/** Returns the path of a schema that was merged from schemas with both paths. */
	RefPath join(RefPath other) {
		if (other.length == this.length && other.times.equals(this.times)
				&& other.scopes.size() <= this.scopes.size()) {
			return this;
		}
		Map<String, Integer> joined = new HashMap<>(this.times);
		other.times.forEach((target, count) -> joined.merge(target, count, Math::max));
		return new RefPath(joined, Math.max(this.length, other.length),
				(other.scopes.size() > this.scopes.size()) ? other.scopes : this.scopes, this.root);
	}

	int times(String target) {
		return this.times.getOrDefault(target, 0);
	}

	/** Resolves {@code #} to the current root. */
	String absolute(String reference) {
		return (reference.equals("#") || reference.isEmpty()) ? this.root : reference;
	}

	/** Returns the enclosing schemas with definitions, the innermost first. */
	List<JsonNode> scopes() {
		return this.scopes;
	}

	/** Returns the number of nested references. */
	int length() {
		return this.length;
	}

}
