package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Content without a byte.
 */
final class EmptyContentException extends IOException {

	private static final long serialVersionUID = 1L;

	EmptyContentException() {
		super("The content is empty");
	}

}
