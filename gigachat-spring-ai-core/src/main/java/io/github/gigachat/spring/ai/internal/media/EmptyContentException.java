package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Thrown if content is empty.
 */
final class EmptyContentException extends IOException {

	private static final long serialVersionUID = 1L;

	EmptyContentException() {
		super("The content is empty");
	}

}
