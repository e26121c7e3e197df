package io.github.gigachat.spring.ai.faults;

import java.nio.charset.StandardCharsets;

/**
 * A good response of the service, before somebody mutates it.
 *
 * @param kind what was asked
 * @param status its status
 * @param contentType its content type
 * @param body its body
 */
record Sample(Kind kind, int status, String contentType, String body) {

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What was asked.
	 */
	enum Kind {

		/** A chat, answered whole. */
		CALL,
		/** A chat, answered as a stream. */
		STREAM,
		/** The list of models. */
		MODELS,
		/** An access token. */
		TOKEN

	}

}
