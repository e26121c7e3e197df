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

	private final boolean thoughts;

	private AnswerContent(boolean thoughts) {
		this.thoughts = thoughts;
	}

	/**
	 * Returns whether a response has text, a call or a file, or tells that the answer was
	 * cut or refused.
	 * @param thoughts whether thoughts are content, too: they are if the client gets them
	 */
	static boolean isIn(ChatResponse response, boolean thoughts) {
		return response.getResults().stream().anyMatch((generation) -> isIn(generation, thoughts));
	}

	private static boolean isIn(Generation generation, boolean thoughts) {
		AssistantMessage message = generation.getOutput();
		return StringUtils.hasText(message.getText()) || message.hasToolCalls() || !message.getMedia().isEmpty()
				|| (thoughts && message.getMetadata().containsKey(GigaChatMetadata.REASONING_CONTENT))
				|| isCut(generation);
	}

	private static boolean isCut(Generation generation) {
		String reason = generation.getMetadata().getFinishReason();
		return "LENGTH".equals(reason) || "CONTENT_FILTER".equals(reason);
	}

	/** Subscribes once more to a stream that ends without content. */
	static Flux<ChatResponse> repeatedIfNone(Flux<ChatResponse> chunks, boolean thoughts) {
		return Flux.defer(() -> {
			AnswerContent content = new AnswerContent(thoughts);
			return chunks.concatMapIterable(content::take)
				.concatWith(Flux.defer(() -> content.found ? Flux.empty() : chunks));
		});
	}

	private List<ChatResponse> take(ChatResponse chunk) {
		if (this.found) {
			return List.of(chunk);
		}
		this.held.add(chunk);
		this.found = isIn(chunk, this.thoughts);
		return this.found ? List.copyOf(this.held) : List.of();
	}

}
