package io.github.gigachat.spring.ai.internal.flatten;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;

/** Finds the uploaded file of each medium in a conversation. */
@FunctionalInterface
public interface FileIds {

	/**
	 * Returns the id of the uploaded file of a medium.
	 * @return the file id, or {@code null} if the medium is not uploaded
	 */
	@Nullable String of(Media media);

	/**
	 * Returns whether a medium is a document. A document precedes the other files of its
	 * message, and the service reads it with a separate built-in function.
	 * @return {@code false} for images and audio
	 */
	default boolean isDocument(Media media) {
		return false;
	}

	/**
	 * Returns whether a medium is an image. The service accepts one in a message.
	 * @return {@code false} for documents and audio
	 */
	default boolean isImage(Media media) {
		return false;
	}

	/**
	 * Returns file ids for a conversation without uploaded files.
	 * @return an instance that returns {@code null} for every medium
	 */
	static FileIds none() {
		return (media) -> null;
	}

}
