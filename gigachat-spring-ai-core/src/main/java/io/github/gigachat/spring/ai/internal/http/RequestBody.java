package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest.BodyPublisher;

/**
 * A request body that may not be repeatable. Any other publisher counts as repeatable.
 */
public interface RequestBody extends BodyPublisher {

	/**
	 * Returns whether the body can be sent, for the first time or again.
	 * @return {@code false} if its source was consumed
	 */
	default boolean isSendable() {
		return true;
	}

}
