package io.github.gigachat.samples.gateway.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Collects the chunks of an answer.
 */
final class WholeAnswer {

	private final StringBuilder text = new StringBuilder();

	private final List<AssistantMessage.ToolCall> calls = new ArrayList<>();

	private final StringBuilder thoughts = new StringBuilder();

	private @Nullable ChatResponse last;

	private WholeAnswer() {
	}

	/** Collects the chunks to one response. */
	static Mono<ChatResponse> of(Flux<ChatResponse> chunks) {
		return chunks.collect(WholeAnswer::new, WholeAnswer::take).map(WholeAnswer::whole);
	}

	private void take(ChatResponse chunk) {
		Generation generation = chunk.getResult();
		if (generation != null) {
			this.text.append(Objects.requireNonNullElse(generation.getOutput().getText(), ""));
			this.calls.addAll(generation.getOutput().getToolCalls());
			Object thought = generation.getOutput().getMetadata().get(GigaChatMetadata.REASONING_CONTENT);
			if (generation.getMetadata().getFinishReason() == null && thought != null) {
				this.thoughts.append(thought);
			}
		}
		this.last = chunk;
	}

	/** The last chunk has all thoughts, unless the answer was cut before it. */
	private Map<String, Object> properties(@Nullable Generation generation) {
		Map<String, Object> properties = new LinkedHashMap<>(
				(generation != null) ? generation.getOutput().getMetadata() : Map.of());
		if (!this.thoughts.isEmpty()) {
			properties.put(GigaChatMetadata.REASONING_CONTENT, this.thoughts.toString());
		}
		return properties;
	}

	private ChatResponse whole() {
		ChatResponse end = Objects.requireNonNull(this.last, "a stream has at least one chunk");
		Generation generation = end.getResult();
		AssistantMessage message = AssistantMessage.builder()
			.content(this.text.toString())
			.properties(properties(generation))
			.toolCalls(this.calls)
			.build();
		ChatGenerationMetadata metadata = (generation != null) ? generation.getMetadata() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(message, metadata)), end.getMetadata());
	}

}
