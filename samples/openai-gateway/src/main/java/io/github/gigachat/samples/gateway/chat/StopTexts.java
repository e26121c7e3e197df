package io.github.gigachat.samples.gateway.chat;

import java.util.Comparator;
import java.util.List;

import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Ends an answer before the first of some texts. Only text that may be the beginning of
 * one is held back.
 */
final class StopTexts {

	private final List<String> stops;

	private final StringBuilder held = new StringBuilder();

	/** The text that ended the answer. */
	private @Nullable String found;

	private StopTexts(List<String> stops) {
		this.stops = stops;
	}

	/** Cuts a stream, and cancels it at the cut. */
	static Flux<ChatResponse> cut(Flux<ChatResponse> chunks, List<String> stops) {
		return Flux.defer(() -> {
			StopTexts texts = new StopTexts(stops);
			return chunks.map(texts::take).takeUntil((chunk) -> texts.found != null);
		});
	}

	/** Cuts the text of a whole answer, and keeps its calls. */
	static ChatResponse shortened(ChatResponse answer, List<String> stops) {
		Generation generation = answer.getResult();
		if (generation == null || generation.getOutput().getText() == null) {
			return answer;
		}
		StopTexts texts = new StopTexts(stops);
		texts.held.append(generation.getOutput().getText());
		String stop = texts.firstStop();
		if (stop == null) {
			return answer;
		}
		AssistantMessage message = with(generation.getOutput(), texts.held.substring(0, texts.held.indexOf(stop)));
		return new ChatResponse(List.of(new Generation(message, generation.getMetadata())), answer.getMetadata());
	}

	private ChatResponse take(ChatResponse chunk) {
		Generation generation = chunk.getResult();
		if (generation == null) {
			return chunk;
		}
		AssistantMessage message = generation.getOutput();
		this.held.append((message.getText() != null) ? message.getText() : "");
		boolean last = generation.getMetadata().getFinishReason() != null || message.hasToolCalls();
		String stop = firstStop();
		int passed = (stop != null) ? this.held.indexOf(stop) : last ? this.held.length() : safeLength();
		this.found = stop;
		String text = this.held.substring(0, passed);
		this.held.delete(0, passed);
		return new ChatResponse(List.of((stop != null) ? stopped(message, text, stop)
				: new Generation(with(message, text), generation.getMetadata())), chunk.getMetadata());
	}

	private @Nullable String firstStop() {
		return this.stops.stream()
			.filter((stop) -> this.held.indexOf(stop) >= 0)
			.min(Comparator.comparingInt(this.held::indexOf))
			.orElse(null);
	}

	/** Returns the length of the text that cannot belong to a stop. */
	private int safeLength() {
		int safe = this.held.length();
		for (String stop : this.stops) {
			for (int length = Math.min(stop.length() - 1, this.held.length()); length > 0; length--) {
				int from = this.held.length() - length;
				if (stop.startsWith(this.held.substring(from))) {
					safe = Math.min(safe, from);
					break;
				}
			}
		}
		return safe;
	}

	private static Generation stopped(AssistantMessage message, String text, String stop) {
		return new Generation(AssistantMessage.builder().content(text).properties(message.getMetadata()).build(),
				ChatGenerationMetadata.builder()
					.finishReason("STOP")
					.metadata(GigaChatMetadata.NATIVE_FINISH_REASON, "stop")
					.metadata(FinishReason.STOP_SEQUENCE, stop)
					.build());
	}

	private static AssistantMessage with(AssistantMessage message, String text) {
		return AssistantMessage.builder()
			.content(text)
			.properties(message.getMetadata())
			.toolCalls(message.getToolCalls())
			.media(message.getMedia())
			.build();
	}

}
