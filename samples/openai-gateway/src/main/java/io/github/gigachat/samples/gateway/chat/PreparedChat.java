package io.github.gigachat.samples.gateway.chat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A chat request that is ready to be sent.
 *
 * @param call the request of the client
 * @param caller the client
 * @param model the model of the connection
 * @param prompt the prompt
 * @param api the API of the connection
 * @param thoughts whether the client gets the thoughts of the model
 * @param ignored the fields of the request that have no effect
 * @param changes the changes that the gateway made, by their words
 */
public record PreparedChat(ChatCall call, Caller caller, GigaChatModel model, Prompt prompt, GigaChatApi api,
		boolean thoughts, List<String> ignored, Map<String, Integer> changes) {

	/** Returns the maximum time of a whole call. */
	Duration callTimeout() {
		return this.api.settings().callTimeout();
	}

	/** Returns the request with other messages. */
	PreparedChat withMessages(List<Message> messages) {
		return new PreparedChat(this.call, this.caller, this.model, new Prompt(messages, this.prompt.getOptions()),
				this.api, this.thoughts, this.ignored, this.changes);
	}

	/** Returns nothing of the conversation. */
	@Override
	public String toString() {
		return "PreparedChat[messages=" + this.call.messages().size() + "]";
	}

}
