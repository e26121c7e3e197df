package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;

/**
 * Content that is not what it was when it was measured.
 */
final class ContentChangedException extends IOException {

	private static final long serialVersionUID = 1L;

	ContentChangedException() {
		super("The content has changed since it was measured");
	}

}
