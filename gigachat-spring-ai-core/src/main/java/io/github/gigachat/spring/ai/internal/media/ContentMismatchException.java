package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;

/**
 * Content that is recognised as something other than its declared type.
 */
final class ContentMismatchException extends IOException {

	private static final long serialVersionUID = 1L;

	private final ContentFormat format;

	ContentMismatchException(ContentFormat format) {
		super("The content is " + format.words());
		this.format = format;
	}

	/** Creates the failure of a medium. */
	GigaChatNonTransientException of(PromptFile medium) {
		return this.format.mismatch(medium);
	}

}
