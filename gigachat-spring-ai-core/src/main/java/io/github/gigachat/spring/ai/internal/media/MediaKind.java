package io.github.gigachat.spring.ai.internal.media;

import java.util.Locale;

/**
 * The kinds of files that the service distinguishes, with their maximum size.
 */
public enum MediaKind {

	/** A document: 40 MB. */
	TEXT(40),

	/** An image: 15 MB. */
	IMAGE(15),

	/** Audio: 35 MB. */
	AUDIO(35);

	private final int megabytes;

	MediaKind(int megabytes) {
		this.megabytes = megabytes;
	}

	/** Returns the maximum number of bytes of a file. */
	long limit() {
		return this.megabytes * 1024L * 1024L;
	}

	/** Returns the hint for a file that is larger. */
	String hint() {
		return "The service accepts " + switch (this) {
			case TEXT -> "documents";
			case IMAGE -> "images";
			case AUDIO -> "audio";
		} + " of up to " + this.megabytes + " MB: make it smaller, or split it";
	}

	/** Returns the value of the meters' {@code kind} tag. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
