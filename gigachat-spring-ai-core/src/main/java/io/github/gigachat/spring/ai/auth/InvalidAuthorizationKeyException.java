package io.github.gigachat.spring.ai.auth;

import java.io.Serial;

/**
 * Thrown when an authorization key has the wrong format. The message does not show the
 * key.
 */
public final class InvalidAuthorizationKeyException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	InvalidAuthorizationKeyException(String what) {
		super("The GigaChat authorization key " + what
				+ "; it is Base64 of client-id:client-secret: copy it unchanged from the developer console,"
				+ " without a leading 'Basic' and without line breaks");
	}

}
