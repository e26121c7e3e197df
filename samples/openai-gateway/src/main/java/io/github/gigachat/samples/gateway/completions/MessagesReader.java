package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.samples.gateway.conversation.Content;
import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * Reads the messages of a chat.
 */
final class MessagesReader {

	private final ContentReader contents = new ContentReader();

	private final Conversation conversation = new Conversation();

	private MessagesReader() {
	}

	static Conversation read(JsonFields body) {
		if (!body.has("messages")) {
			throw ApiException.invalid("messages", "messages is missing");
		}
		List<JsonFields> given = body.objects("messages");
		if (given.isEmpty() || given.size() > Conversation.MAX_MESSAGES) {
			throw body.wrong("messages", "an array of 1 to " + Conversation.MAX_MESSAGES + " messages");
		}
		MessagesReader reader = new MessagesReader();
		given.forEach(reader::take);
		return reader.conversation;
	}

	private void take(JsonFields message) {
		String role = message.requiredText("role");
		Content content = this.contents.read(message);
		String place = message.place();
		switch (role) {
			case "tool", "function" ->
				this.conversation.result(message.text("tool_call_id"), message.text("name"), content, place);
			case "system", "developer" -> this.conversation.system(content.onlyText(message, "content"), place);
			case "user" -> this.conversation.user(content, place);
			case "assistant" ->
				this.conversation.assistant(content.onlyText(message, "content"), calls(message), place);
			default -> throw message.wrong("role", "system, developer, user, assistant, tool or function");
		}
	}

	private static List<ToolCall> calls(JsonFields message) {
		List<ToolCall> calls = new ArrayList<>();
		for (JsonFields call : message.objects("tool_calls")) {
			calls.add(call(call.text("id"), function(call)));
		}
		JsonFields older = message.object("function_call");
		if (older != null) {
			calls.add(call(null, older));
		}
		return calls;
	}

	private static JsonFields function(JsonFields call) {
		JsonFields function = call.object("function");
		if (function == null) {
			throw ApiException.invalid(call.place("function"), call.place("function") + " is missing");
		}
		return function;
	}

	private static ToolCall call(@Nullable String id, JsonFields function) {
		String arguments = function.text("arguments");
		return new ToolCall((id != null) ? id : "", "function", function.requiredText("name"),
				(arguments != null) ? arguments : "{}");
	}

}
