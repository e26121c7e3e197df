package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Reads the messages of a chat, one to one. The results of consecutive {@code tool}
 * messages are one message.
 */
final class MessagesReader {

	private static final int MOST = 10_000;

	private final List<Message> messages = new ArrayList<>();

	private final List<String> places = new ArrayList<>();

	private final List<ToolResponse> results = new ArrayList<>();

	/** The pictures and files of the results, which follow them. */
	private final List<Media> resultMedia = new ArrayList<>();

	/** The names of the called functions by the ids of their calls. */
	private final Map<String, String> names = new HashMap<>();

	private MessagesReader() {
	}

	/** Returns the messages. */
	List<Message> messages() {
		return this.messages;
	}

	/** Returns the place of each message in the request. */
	List<String> places() {
		return this.places;
	}

	static MessagesReader read(JsonFields body) {
		if (!body.has("messages")) {
			throw ApiException.invalid("messages", "messages is missing");
		}
		List<JsonFields> given = body.objects("messages");
		if (given.isEmpty() || given.size() > MOST) {
			throw body.wrong("messages", "an array of 1 to " + MOST + " messages");
		}
		MessagesReader reader = new MessagesReader();
		given.forEach(reader::take);
		reader.endResults();
		return reader;
	}

	private void take(JsonFields message) {
		String role = message.requiredText("role");
		Content content = ContentReader.read(message);
		switch (role) {
			case "tool", "function" -> addResult(message, content);
			case "system", "developer" -> add(new SystemMessage(requireText(message, content)), message);
			case "user" -> add(UserMessage.builder().text(content.text()).media(content.media()).build(), message);
			case "assistant" -> add(assistant(message, content), message);
			default -> throw message.wrong("role", "system, developer, user, assistant, tool or function");
		}
	}

	private void add(Message message, JsonFields given) {
		endResults();
		this.messages.add(message);
		this.places.add(given.place());
	}

	private void addResult(JsonFields message, Content content) {
		if (this.results.isEmpty()) {
			this.places.add(message.place());
		}
		this.results.add(result(message, content));
		this.resultMedia.addAll(content.media());
	}

	private void endResults() {
		if (!this.results.isEmpty()) {
			this.messages.add(ToolResponseMessage.builder().responses(List.copyOf(this.results)).build());
			this.results.clear();
		}
		if (!this.resultMedia.isEmpty()) {
			// the service takes media of users only
			this.messages.add(UserMessage.builder().text("").media(List.copyOf(this.resultMedia)).build());
			this.places.add(this.places.get(this.places.size() - 1));
			this.resultMedia.clear();
		}
	}

	private ToolResponse result(JsonFields message, Content content) {
		String id = message.text("tool_call_id");
		String name = message.text("name");
		String called = (id != null) ? this.names.get(id) : null;
		String known = (called != null) ? called : name;
		return new ToolResponse((id != null) ? id : "", (known != null) ? known : "", content.text());
	}

	private AssistantMessage assistant(JsonFields message, Content content) {
		List<AssistantMessage.ToolCall> calls = new ArrayList<>();
		for (JsonFields call : message.objects("tool_calls")) {
			calls.add(call(call.text("id"), function(call)));
		}
		JsonFields older = message.object("function_call");
		if (older != null) {
			calls.add(call(null, older));
		}
		return AssistantMessage.builder().content(requireText(message, content)).toolCalls(calls).build();
	}

	/** Returns the text of a message that cannot have pictures and files. */
	private static String requireText(JsonFields message, Content content) {
		if (!content.media().isEmpty()) {
			throw message.wrong("content", "text: pictures and files belong to user and tool messages");
		}
		return content.text();
	}

	private static JsonFields function(JsonFields call) {
		JsonFields function = call.object("function");
		if (function == null) {
			throw ApiException.invalid(call.place("function"), call.place("function") + " is missing");
		}
		return function;
	}

	private AssistantMessage.ToolCall call(@Nullable String id, JsonFields function) {
		String name = function.requiredText("name");
		String arguments = function.text("arguments");
		if (id != null) {
			this.names.put(id, name);
		}
		return new AssistantMessage.ToolCall((id != null) ? id : "", "function", name,
				(arguments != null) ? arguments : "{}");
	}

}
