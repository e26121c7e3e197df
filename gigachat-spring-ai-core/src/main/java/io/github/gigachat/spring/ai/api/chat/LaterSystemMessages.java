package io.github.gigachat.spring.ai.api.chat;

/**
 * What becomes of a system message behind the first run of them: the service takes one,
 * and only at the beginning.
 */
public enum LaterSystemMessages {

	/** It stays in its place, as a user's words. */
	USER,

	/** It is joined to the first one. */
	JOIN

}
