package io.github.gigachat.spring.ai.flatten;

import java.util.HashMap;
import java.util.Map;

/**
 * The references that were followed on the way from the root to a schema, each with how
 * often: what tells a recursion. Immutable.
 */
final class RefPath {

	private static final RefPath ROOT = new RefPath(Map.of("", 1), 0);

	private final Map<String, Integer> times;

	private final int length;

	private RefPath(Map<String, Integer> times, int length) {
		this.times = times;
		this.length = length;
	}

	/** The path of the document's root, which is its own first target. */
	static RefPath root() {
		return ROOT;
	}

	RefPath plus(String target) {
		Map<String, Integer> longer = new HashMap<>(this.times);
		longer.merge(target, 1, Integer::sum);
		return new RefPath(longer, this.length + 1);
	}

	/** The path of a schema that was put together from schemas of both paths. */
	RefPath join(RefPath other) {
		if (other.length == this.length && other.times.equals(this.times)) {
			return this;
		}
		Map<String, Integer> joined = new HashMap<>(this.times);
		other.times.forEach((target, count) -> joined.merge(target, count, Math::max));
		return new RefPath(joined, Math.max(this.length, other.length));
	}

	int times(String target) {
		return this.times.getOrDefault(target, 0);
	}

	/** How many references lie one within the other. */
	int length() {
		return this.length;
	}

}
