package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest.BodyPublisher;

/**
 * A body that knows whether it can be sent once more. Any other publisher is taken as one
 * that can.
 */
public interface RequestBody extends BodyPublisher {

	/**
	 * Whether it can be sent, for the first time or once more.
	 * @return {@code false} when what it is read from was used up
	 */
	default boolean isSendable() {
		return true;
	}

}
