package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;

/**
 * How far references are inlined: a schema of a few lines may stand for an endless one,
 * or for one of a million properties.
 */
public final class SchemaLimits {

	/** How often one target may stand within itself, the first time included. */
	private final int sameTarget;

	private final int references;

	private long room;

	private SchemaLimits(int sameTarget, int references, long room) {
		this.sameTarget = sameTarget;
		this.references = references;
		this.room = room;
	}

	/**
	 * The limits to try one after the other, from generous to narrow, until the schema
	 * fits: a large schema loses its depths everywhere, instead of its last properties.
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

	/** What is not inlined takes no room: it is as long as its text. */
	void take(int characters, RefPath path) {
		if (path.length() > 0) {
			this.room -= characters;
		}
	}

	public boolean isSpent() {
		return this.room < 0;
	}

}
