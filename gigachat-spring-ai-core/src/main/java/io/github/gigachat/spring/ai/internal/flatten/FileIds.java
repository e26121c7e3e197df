package io.github.gigachat.spring.ai.internal.flatten;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;

/**
 * The uploaded files that the media of a conversation stand for.
 */
@FunctionalInterface
public interface FileIds {

	/**
	 * The file of a medium.
	 * @param media the medium
	 * @return the file's id, or {@code null} when it is not uploaded
	 */
	@Nullable String of(Media media);

	/**
	 * Tells whether a medium is a document. Its file has to stand before the other files
	 * of its message, and the service reads it by a function of its own.
	 * @param media the medium
	 * @return {@code false} for pictures and audio
	 */
	default boolean isDocument(Media media) {
		return false;
	}

	/**
	 * No file is uploaded.
	 * @return ids of nothing
	 */
	static FileIds none() {
		return (media) -> null;
	}

}
