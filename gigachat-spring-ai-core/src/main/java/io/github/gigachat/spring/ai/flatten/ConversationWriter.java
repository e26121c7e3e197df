package io.github.gigachat.spring.ai.flatten;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.api.ChatMessage;
import io.github.gigachat.spring.ai.api.FunctionCall;
import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * Writes the messages of one conversation in the order that the service wants: one system
 * message, first; then turns, of which each call is followed by its own result.
 */
final class ConversationWriter {

	private final FunctionNames names;

	private final List<ChatMessage> written = new ArrayList<>();

	ConversationWriter(FunctionNames names) {
		this.names = names;
	}

	List<ChatMessage> write(List<Message> messages) {
		int next = leadingSystem(messages);
		while (next < messages.size()) {
			Message message = messages.get(next++);
			if (message instanceof AssistantMessage assistant) {
				next = assistant(assistant, messages, next);
			}
			else if (message instanceof ToolResponseMessage results) {
				results.getResponses().forEach(this::orphan);
			}
			else {
				// a system message that is not at the beginning is refused with 422
				user(message);
			}
		}
		return this.written;
	}

	/** Joins the system messages at the beginning: the service takes one. */
	private int leadingSystem(List<Message> messages) {
		StringBuilder joined = new StringBuilder();
		int next = 0;
		while (next < messages.size() && messages.get(next).getMessageType() == MessageType.SYSTEM) {
			String text = text(messages.get(next));
			if (!text.isBlank()) {
				joined.append(joined.isEmpty() ? "" : "\n\n").append(text);
			}
			next++;
		}
		if (!joined.isEmpty()) {
			this.written.add(ChatMessage.text("system", joined.toString()));
		}
		return next;
	}

	private void user(Message message) {
		if (message instanceof UserMessage user && !user.getMedia().isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest("A user message has media, which are not sent yet",
					"Send text alone");
		}
		String text = text(message);
		if (!text.isBlank()) {
			this.written.add(ChatMessage.text("user", text));
		}
	}

	/** Writes a turn with the results that follow it, and tells what comes after them. */
	private int assistant(AssistantMessage turn, List<Message> messages, int next) {
		if (!turn.hasToolCalls()) {
			if (!text(turn).isBlank()) {
				this.written.add(ChatMessage.text("assistant", text(turn)));
			}
			return next;
		}
		int after = next;
		List<ToolResponse> results = new ArrayList<>();
		while (after < messages.size() && messages.get(after) instanceof ToolResponseMessage message) {
			results.addAll(message.getResponses());
			after++;
		}
		calls(turn, results);
		results.forEach(this::orphan);
		return after;
	}

	/**
	 * One call a turn: parallel calls become one after the other, each with its result.
	 */
	private void calls(AssistantMessage turn, List<ToolResponse> results) {
		String text = text(turn);
		String stateId = stateId(turn);
		for (AssistantMessage.ToolCall call : turn.getToolCalls()) {
			String wireName = this.names.toWire(call.name());
			FunctionCall wireCall = new FunctionCall(wireName, FunctionResults.arguments(call.arguments()));
			this.written.add(ChatMessage.call(wireCall, text, stateId));
			ToolResponse result = taken(results, call);
			this.written.add(ChatMessage.functionResult(wireName,
					(result != null) ? FunctionResults.json(result.responseData()) : FunctionResults.unanswered()));
			text = "";
			stateId = null;
		}
	}

	/** The call's result by its id; histories without ids go by name and order. */
	private static @Nullable ToolResponse taken(List<ToolResponse> results, AssistantMessage.ToolCall call) {
		for (int i = 0; i < results.size(); i++) {
			if (results.get(i).id() != null && results.get(i).id().equals(call.id())) {
				return results.remove(i);
			}
		}
		for (int i = 0; i < results.size(); i++) {
			boolean nameless = results.get(i).id() == null || results.get(i).id().isBlank();
			if (nameless && call.name().equals(results.get(i).name())) {
				return results.remove(i);
			}
		}
		return null;
	}

	/** A result without its call is refused with 422; as a user's words it is kept. */
	private void orphan(ToolResponse result) {
		this.written.add(ChatMessage.text("user", "Result of " + result.name() + ": " + result.responseData()));
	}

	private static @Nullable String stateId(AssistantMessage turn) {
		return (turn.getMetadata().get(ResponseMapper.FUNCTIONS_STATE_ID) instanceof String id) ? id : null;
	}

	private static String text(Message message) {
		return (message.getText() != null) ? message.getText() : "";
	}

}
