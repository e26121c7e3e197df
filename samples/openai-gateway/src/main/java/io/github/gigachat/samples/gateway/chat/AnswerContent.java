package io.github.gigachat.samples.gateway.chat;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Distinguishes answers with content from those that say nothing at all.
 */
final class AnswerContent {

	private final List<ChatResponse> held = new ArrayList<>();

	private boolean found;

	private AnswerContent() {
	}

	/**
	 * Returns whether a response has text, thoughts, a call or a file, or tells that the
	 * answer was cut or refused.
	 */
	static boolean isIn(ChatResponse response) {
		return response.getResults().stream().anyMatch(AnswerContent::isIn);
	}

	private static boolean isIn(Generation generation) {
		AssistantMessage message = generation.getOutput();
		return StringUtils.hasText(message.getText()) || message.hasToolCalls() || !message.getMedia().isEmpty()
				|| message.getMetadata().containsKey(GigaChatMetadata.REASONING_CONTENT) || isCut(generation);
	}

	private static boolean isCut(Generation generation) {
		String reason = generation.getMetadata().getFinishReason();
		return "LENGTH".equals(reason) || "CONTENT_FILTER".equals(reason);
	}

	/** Subscribes once more to a stream that ends without content. */
	static Flux<ChatResponse> repeatedIfNone(Flux<ChatResponse> chunks) {
		return Flux.defer(() -> {
			AnswerContent content = new AnswerContent();
			return chunks.concatMapIterable(content::take)
				.concatWith(Flux.defer(() -> content.found ? Flux.empty() : chunks));
		});
	}

	private List<ChatResponse> take(ChatResponse chunk) {
		if (this.found) {
			return List.of(chunk);
		}
		this.held.add(chunk);
		this.found = isIn(chunk);
		return this.found ? List.copyOf(this.held) : List.of();
	}

}
