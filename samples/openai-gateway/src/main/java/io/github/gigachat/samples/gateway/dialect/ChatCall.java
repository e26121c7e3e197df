package io.github.gigachat.samples.gateway.dialect;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;

/**
 * A chat request of any dialect, in the terms of Spring AI.
 *
 * @param model the model as the client named it, or {@code null} if it named none
 * @param messages the conversation
 * @param places converts the provider's places to those of the request
 * @param options the options, without a model
 * @param stream whether the client wants a stream
 * @param usage whether a stream ends with its usage
 * @param required whether the answer has to be a call of one of several tools
 * @param stop the texts that end the answer
 * @param session the client's key of the conversation, or {@code null}
 * @param ignored the fields of the request that have no effect
 */
public record ChatCall(@Nullable String model, List<Message> messages, RequestPlaces places, GigaChatOptions options,
		boolean stream, boolean usage, boolean required, List<String> stop, @Nullable String session,
		List<String> ignored) {

	/**
	 * The reasoning effort of a request that asks for none. It is not sent, and switches
	 * off the effort of an alias.
	 */
	public static final String NO_EFFORT = "none";

	/**
	 * Returns a copy for another model.
	 * @param model the name that the answer repeats
	 * @return the request
	 */
	public ChatCall withModel(String model) {
		return new ChatCall(model, this.messages, this.places, this.options, this.stream, this.usage, this.required,
				this.stop, this.session, this.ignored);
	}

	/** Returns nothing of the conversation. */
	@Override
	public String toString() {
		return "ChatCall[messages=" + this.messages.size() + ", stream=" + this.stream + "]";
	}

}
