package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;

/**
 * Thrown by a stream whose content the service would not accept.
 */
abstract sealed class ContentException extends IOException {

	private static final long serialVersionUID = 1L;

	private ContentException(String message) {
		super(message);
	}

	/** Creates the provider's exception for a medium. */
	abstract GigaChatNonTransientException of(PromptFile medium);

	/** Thrown if content has more bytes than the service accepts for its kind. */
	static final class TooLarge extends ContentException {

		private static final long serialVersionUID = 1L;

		TooLarge() {
			super("The content is larger than the service accepts");
		}

		@Override
		GigaChatNonTransientException of(PromptFile medium) {
			return PromptFile.tooLarge(medium.where(), medium.fileType());
		}

	}

	/** Thrown if content is empty. */
	static final class Empty extends ContentException {

		private static final long serialVersionUID = 1L;

		Empty() {
			super("The content is empty");
		}

		@Override
		GigaChatNonTransientException of(PromptFile medium) {
			return PromptFile.empty(medium.where());
		}

	}

	/** Thrown if content is recognised as another format than its declared type. */
	static final class Mismatch extends ContentException {

		private static final long serialVersionUID = 1L;

		private final ContentFormat format;

		Mismatch(ContentFormat format) {
			super("The content is " + format.words());
			this.format = format;
		}

		@Override
		GigaChatNonTransientException of(PromptFile medium) {
			return this.format.mismatch(medium);
		}

	}

	/** Thrown if content differs from its first reading. */
	static final class Changed extends ContentException {

		private static final long serialVersionUID = 1L;

		Changed() {
			super("The content has changed since its length and hash were computed");
		}

		@Override
		GigaChatNonTransientException of(PromptFile medium) {
			return medium.where()
				.failure(FailureKind.INVALID_REQUEST, "changed while it was uploaded",
						"Create a separate medium for each content", this);
		}

	}

}
