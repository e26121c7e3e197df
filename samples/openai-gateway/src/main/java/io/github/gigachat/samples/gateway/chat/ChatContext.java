package io.github.gigachat.samples.gateway.chat;

import java.util.Map;

import io.github.gigachat.samples.gateway.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a chat request outside its body.
 *
 * @param caller the client
 * @param session the client's key of the conversation in a header, or {@code null}
 * @param headers the headers that accompany the request to the service
 * @param thoughts whether the client gets the thoughts of the model
 */
public record ChatContext(Caller caller, @Nullable String session, Map<String, String> headers, boolean thoughts) {

	/** Returns only the names of the headers: their values may identify a person. */
	@Override
	public String toString() {
		return "ChatContext[caller=" + this.caller.id() + ", headers=" + this.headers.keySet() + "]";
	}

}
