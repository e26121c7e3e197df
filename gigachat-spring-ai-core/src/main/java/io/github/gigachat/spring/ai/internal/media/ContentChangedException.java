package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Thrown if content differs from its first reading, when its length and hash were
 * computed.
 */
final class ContentChangedException extends IOException {

	private static final long serialVersionUID = 1L;

	ContentChangedException() {
		super("The content has changed since its length and hash were computed");
	}

}
