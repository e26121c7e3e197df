package io.github.gigachat.samples.gateway.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Collects the messages of a request, one to one. Consecutive results are one message.
 * Their pictures and files follow in a message of the user, because the service takes
 * those of users only.
 */
public final class Conversation {

	/** The number of messages or items that a request may have. */
	public static final int MAX_MESSAGES = 10_000;

	private final List<Message> messages = new ArrayList<>();

	private final List<String> places = new ArrayList<>();

	private final List<ToolResponse> results = new ArrayList<>();

	private final List<Media> resultMedia = new ArrayList<>();

	/** The names of the called functions by the ids of their calls. */
	private final Map<String, String> names = new HashMap<>();

	private String resultPlace = "";

	/**
	 * Adds instructions.
	 * @param text the instructions
	 * @param place their place in the request, {@code messages[0]} for example
	 */
	public void system(String text, String place) {
		add(new SystemMessage(text), place);
	}

	/**
	 * Adds a message of the user.
	 * @param content the content of the message
	 * @param place its place in the request
	 */
	public void user(Content content, String place) {
		add(UserMessage.builder().text(content.text()).media(content.media()).build(), place);
	}

	/**
	 * Adds a message of the model.
	 * @param text the text; empty if there is none
	 * @param calls the calls of functions; their ids may be empty
	 * @param place its place in the request
	 */
	public void assistant(String text, List<ToolCall> calls, String place) {
		calls.forEach((call) -> this.names.put(call.id(), call.name()));
		add(AssistantMessage.builder().content(text).toolCalls(calls).build(), place);
	}

	/**
	 * Adds the result of a call.
	 * @param id the id of the call, or {@code null}
	 * @param name the name of the function that the result itself has, or {@code null}
	 * @param content the result
	 * @param place its place in the request
	 */
	public void result(@Nullable String id, @Nullable String name, Content content, String place) {
		if (this.results.isEmpty()) {
			this.resultPlace = place;
		}
		String called = (id != null) ? this.names.get(id) : null;
		String known = (called != null) ? called : name;
		this.results.add(new ToolResponse((id != null) ? id : "", (known != null) ? known : "", content.text()));
		this.resultMedia.addAll(content.media());
	}

	private void add(Message message, String place) {
		endResults();
		this.messages.add(message);
		this.places.add(place);
	}

	private void endResults() {
		if (this.results.isEmpty()) {
			return;
		}
		this.messages.add(ToolResponseMessage.builder().responses(List.copyOf(this.results)).build());
		this.places.add(this.resultPlace);
		this.results.clear();
		if (!this.resultMedia.isEmpty()) {
			this.messages.add(UserMessage.builder().text("").media(List.copyOf(this.resultMedia)).build());
			this.places.add(this.resultPlace);
			this.resultMedia.clear();
		}
	}

	/**
	 * Returns the messages.
	 * @return the messages, as Spring AI has them
	 */
	public List<Message> messages() {
		endResults();
		return this.messages;
	}

	/**
	 * Returns the place of each message in the request.
	 * @return as many places as messages
	 */
	public List<String> places() {
		endResults();
		return this.places;
	}

}
