package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.internal.flatten.FlatteningChanges.Change;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;

/**
 * Omits the service's state ids from a conversation for which the service refused them.
 * The answer to such a request is marked in its metadata and in the ids of its calls, so
 * that later requests of the conversation also omit them.
 */
final class StateIds {

	private StateIds() {
	}

	/**
	 * Returns whether an earlier answer is marked as one whose state ids were refused.
	 */
	static boolean areRefused(List<Message> messages) {
		return messages.stream().anyMatch((message) -> message instanceof AssistantMessage turn && tellsOf(turn));
	}

	private static boolean tellsOf(AssistantMessage turn) {
		// a chat memory that stores metadata as text returns a string
		return "true".equals(String.valueOf(turn.getMetadata().get(GigaChatMetadata.STATE_IDS_OMITTED)))
				|| turn.getToolCalls().stream().anyMatch((call) -> ToolCallIds.isStateless(call.id()));
	}

	/** Returns the turns without state ids. */
	static List<ChatMessage> omitted(List<ChatMessage> turns, FlatteningChanges changes) {
		return turns.stream().map((turn) -> omitted(turn, changes)).toList();
	}

	private static ChatMessage omitted(ChatMessage turn, FlatteningChanges changes) {
		if (turn.functionsStateId() == null) {
			return turn;
		}
		changes.add(Change.STATE_IDS_OMITTED);
		return new ChatMessage(turn.role(), turn.content(), turn.name(), turn.functionCall(), null,
				turn.reasoningContent(), turn.attachments());
	}

}
