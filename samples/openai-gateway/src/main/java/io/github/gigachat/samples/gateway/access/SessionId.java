package io.github.gigachat.samples.gateway.access;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a conversation towards the service, whose prompt cache works by it.
 */
public final class SessionId {

	private SessionId() {
	}

	/**
	 * Returns the identity of a conversation. Two clients never share one.
	 * @param caller the client
	 * @param key the client's key of the conversation, or {@code null} if it gave none
	 * @return a UUID that only depends on the client and the key, or {@code null} without
	 * a key
	 */
	public static @Nullable String of(Caller caller, @Nullable String key) {
		return (key != null)
				? UUID.nameUUIDFromBytes((caller.id() + '\n' + key).getBytes(StandardCharsets.UTF_8)).toString() : null;
	}

}
