package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The way from the root to a schema: the references that were followed, each with how
 * often, which tells a recursion, the schemas with definitions that lie around it, and
 * what {@code #} means there. Immutable.
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

	/** The path of the document's root, which is its own first target. */
	static RefPath root() {
		return ROOT;
	}

	RefPath plus(String target) {
		Map<String, Integer> longer = new HashMap<>(this.times);
		longer.merge(target, 1, Integer::sum);
		return new RefPath(longer, this.length + 1, this.scopes, this.root);
	}

	/** The path of what lies within a schema that is the root to its own references. */
	RefPath rootedAt(String reference) {
		if (reference.equals(this.root)) {
			return this;
		}
		Map<String, Integer> known = new HashMap<>(this.times);
		known.putIfAbsent(reference, 1);
		return new RefPath(known, this.length, this.scopes, reference);
	}

	/** The path of what lies within a schema with definitions of its own. */
	RefPath within(JsonNode scope) {
		List<JsonNode> inner = new ArrayList<>();
		inner.add(scope);
		inner.addAll(this.scopes);
		return new RefPath(this.times, this.length, inner, this.root);
	}

	/** The path of a schema that was put together from schemas of both paths. */
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

	/** The reference to follow where a schema says one. */
	String absolute(String reference) {
		return (reference.equals("#") || reference.isEmpty()) ? this.root : reference;
	}

	/** The schemas with definitions, the innermost first. */
	List<JsonNode> scopes() {
		return this.scopes;
	}

	/** How many references lie one within the other. */
	int length() {
		return this.length;
	}

}
