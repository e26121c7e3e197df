package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;

/**
 * Thrown if content is recognised as another format than its declared type.
 */
final class ContentMismatchException extends IOException {

	private static final long serialVersionUID = 1L;

	private final ContentFormat format;

	ContentMismatchException(ContentFormat format) {
		super("The content is " + format.words());
		this.format = format;
	}

	/** Creates the provider's exception for a medium. */
	GigaChatNonTransientException of(PromptFile medium) {
		return this.format.mismatch(medium);
	}

}
