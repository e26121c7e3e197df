package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Thrown if content has more bytes than the service accepts for its kind.
 */
final class ContentTooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	ContentTooLargeException() {
		super("The content is larger than the service accepts");
	}

}
