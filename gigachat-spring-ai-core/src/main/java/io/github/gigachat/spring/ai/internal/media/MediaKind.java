package io.github.gigachat.spring.ai.internal.media;

import java.util.Locale;

/**
 * What the service takes a file for, with the size that it takes.
 */
public enum MediaKind {

	/** A document: 40 MB. */
	TEXT(40),

	/** A picture: 15 MB. */
	IMAGE(15),

	/** Sound: 35 MB. */
	AUDIO(35);

	private final int megabytes;

	MediaKind(int megabytes) {
		this.megabytes = megabytes;
	}

	/** The most bytes of a file. */
	long limit() {
		return this.megabytes * 1024L * 1024L;
	}

	/** What to do with a file that is larger. */
	String hint() {
		return "The service takes " + switch (this) {
			case TEXT -> "documents";
			case IMAGE -> "images";
			case AUDIO -> "audio";
		} + " of up to " + this.megabytes + " MB: make it smaller, or split it";
	}

	/** The kind as a meter's tag. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
