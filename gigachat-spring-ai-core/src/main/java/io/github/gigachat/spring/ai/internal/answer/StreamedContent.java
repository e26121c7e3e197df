package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Distinguishes events of a chat stream that have content (text, reasoning, a call or a
 * file) from those that have only metadata. A stream that has delivered only metadata may
 * be retried.
 */
final class StreamedContent {

	/** The role of a v1 message that reports the progress of a built-in function. */
	private static final String IN_PROGRESS = "function_in_progress";

	private StreamedContent() {
	}

	/**
	 * Returns whether an event has content.
	 * @param event an event of the v1 or the v2 API
	 * @return {@code true} if it has content
	 */
	static boolean isIn(Object event) {
		if (event instanceof ChatCompletionChunk chunk) {
			ChatCompletionResponse.Choice choice = chunk.choice();
			return choice != null && isIn(choice.message());
		}
		return !(event instanceof ChatV2Chunk chunk) || isIn(chunk.body().messages());
	}

	private static boolean isIn(@Nullable ChatMessage message) {
		if (message == null || IN_PROGRESS.equals(message.role())) {
			return false;
		}
		return StringUtils.hasLength(message.content()) || StringUtils.hasLength(message.reasoningContent())
				|| message.functionCall() != null;
	}

	/**
	 * Returns whether messages of the v2 API have content.
	 * @param messages the messages of an event, or {@code null}
	 * @return {@code true} if one has content
	 */
	static boolean isIn(@Nullable List<ChatV2Message> messages) {
		return messages != null && messages.stream()
			.anyMatch((message) -> message != null && message.content() != null
					&& message.content().stream().anyMatch(StreamedContent::isIn));
	}

	private static boolean isIn(ChatV2Message.@Nullable Part part) {
		return part != null
				&& (StringUtils.hasLength(part.text()) || part.functionCall() != null || part.files() != null);
	}

}
