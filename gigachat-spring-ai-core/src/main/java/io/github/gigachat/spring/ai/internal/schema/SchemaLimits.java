package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;

/**
 * Limits the inlining of references. A short schema may expand to an infinite one, or to
 * one with a million properties.
 */
public final class SchemaLimits {

	/** The maximum nesting depth. */
	static final int DEEPEST = 100;

	/**
	 * The maximum number of times that a target may be nested in itself, including the
	 * first.
	 */
	private final int sameTarget;

	private final int references;

	private long room;

	private SchemaLimits(int sameTarget, int references, long room) {
		this.sameTarget = sameTarget;
		this.references = references;
		this.room = room;
	}

	/**
	 * Returns the limits to try in turn, from generous to strict, until the schema fits.
	 * In this way a large schema loses depth everywhere instead of its last properties.
	 * @param length the length of the schema's text, in characters
	 */
	public static List<SchemaLimits> ladder(int length) {
		long room = 20_000L + 2L * length;
		return List.of(new SchemaLimits(2, 50, room), new SchemaLimits(1, 50, room), new SchemaLimits(1, 6, room),
				new SchemaLimits(1, 4, room), new SchemaLimits(1, 3, room), new SchemaLimits(1, 2, room));
	}

	boolean allowsAgain(String target, RefPath path) {
		return path.times(target) < this.sameTarget;
	}

	boolean allowsDeeper(RefPath path) {
		return path.length() < this.references;
	}

	/**
	 * Subtracts characters from the remaining room. Only inlined parts count, since the
	 * rest is no longer than the original text.
	 */
	void take(int characters, RefPath path) {
		if (path.length() > 0) {
			this.room -= characters;
		}
	}

	public boolean isSpent() {
		return this.room < 0;
	}

}
