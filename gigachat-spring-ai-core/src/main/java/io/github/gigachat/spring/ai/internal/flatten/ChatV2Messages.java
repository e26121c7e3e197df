package io.github.gigachat.spring.ai.internal.flatten;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;

/**
 * Writes the turns of a flattened conversation as messages of the v2 API.
 */
public final class ChatV2Messages {

	private ChatV2Messages() {
	}

	/**
	 * Converts turns of the v1 API to messages of the v2 API.
	 * @param turns the turns, in the order that both APIs require
	 * @return one message for each turn, in the same order
	 */
	public static List<ChatV2Message> of(List<ChatMessage> turns) {
		return turns.stream().map(ChatV2Messages::message).toList();
	}

	private static ChatV2Message message(ChatMessage turn) {
		String text = (turn.content() != null) ? turn.content() : "";
		if ("function".equals(turn.role()) && turn.name() != null) {
			return ChatV2Message.of("tool",
					ChatV2Message.Part.result(new ChatV2Message.FunctionResult(turn.name(), text)));
		}
		List<ChatV2Message.Part> parts = new ArrayList<>(2);
		if (!text.isEmpty()) {
			parts.add(ChatV2Message.Part.text(text));
		}
		if (turn.attachments() != null) {
			parts.add(ChatV2Message.Part.files(turn.attachments().stream().map(ChatV2Message.File::uploaded).toList()));
		}
		FunctionCall call = turn.functionCall();
		if (call != null) {
			parts
				.add(ChatV2Message.Part.call(new ChatV2Message.FunctionCall(call.id(), call.name(), call.arguments())));
		}
		return new ChatV2Message(turn.role(), parts, turn.functionsStateId(), null);
	}

}
