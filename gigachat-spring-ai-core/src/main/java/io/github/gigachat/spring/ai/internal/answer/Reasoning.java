package io.github.gigachat.spring.ai.internal.answer;

import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.util.StringUtils;

/**
 * The reasoning of a reasoning model. Spring AI's messages keep it in their metadata;
 * only this class reads and writes it there.
 *
 * @param text the reasoning, or {@code null} if there is none
 */
public record Reasoning(@Nullable String text) {

	void addTo(Map<String, Object> metadata) {
		if (StringUtils.hasLength(this.text)) {
			metadata.put(GigaChatMetadata.REASONING_CONTENT, this.text);
		}
	}

	/** Returns whether a message, or a chunk of a stream, has reasoning. */
	public static boolean isIn(AssistantMessage message) {
		return message.getMetadata().containsKey(GigaChatMetadata.REASONING_CONTENT);
	}

}
