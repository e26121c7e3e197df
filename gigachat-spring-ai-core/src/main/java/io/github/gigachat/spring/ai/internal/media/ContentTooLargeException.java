package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Content that has more bytes than the service takes of its kind.
 */
final class ContentTooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	ContentTooLargeException() {
		super("The content is larger than the service takes");
	}

}
