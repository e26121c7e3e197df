package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.util.StringUtils;

/**
 * Finds the results of functions that follow the last user message of a conversation.
 */
final class CurrentResults {

	private CurrentResults() {
	}

	/**
	 * Returns whether a function has a result after the last user message. A call counts
	 * as a result, since {@link ConversationWriter} adds the result of a call without
	 * one. System messages do not count as user messages: an advisor or a chat memory may
	 * have added them.
	 * @param names whether a tool name is that of the function
	 */
	static boolean has(List<Message> messages, Predicate<String> names) {
		for (int i = messages.size() - 1; i >= 0 && !isUser(messages.get(i)); i--) {
			Message message = messages.get(i);
			if (message instanceof AssistantMessage turn
					&& turn.getToolCalls().stream().anyMatch((call) -> is(call.name(), names))) {
				return true;
			}
			if (message instanceof ToolResponseMessage results) {
				List<Message> before = messages.subList(0, i);
				if (results.getResponses().stream().anyMatch((result) -> is(name(result, before), names))) {
					return true;
				}
			}
		}
		return false;
	}

	/** An empty user message is not sent. */
	private static boolean isUser(Message message) {
		return message.getMessageType() == MessageType.USER && (StringUtils.hasLength(message.getText())
				|| (message instanceof UserMessage user && !user.getMedia().isEmpty()));
	}

	private static boolean is(@Nullable String name, Predicate<String> names) {
		return name != null && names.test(name);
	}

	/** Returns the name of a result, or of the call that it answers if it has none. */
	private static @Nullable String name(ToolResponse result, List<Message> before) {
		if (StringUtils.hasText(result.name()) || !StringUtils.hasText(result.id())) {
			return result.name();
		}
		for (int i = before.size() - 1; i >= 0; i--) {
			if (before.get(i) instanceof AssistantMessage turn) {
				for (ToolCall call : turn.getToolCalls()) {
					if (Objects.equals(call.id(), result.id())) {
						return call.name();
					}
				}
			}
		}
		return null;
	}

}
