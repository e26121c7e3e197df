package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.util.StringUtils;

/**
 * Collects the chunks of one streamed answer to the answer that a request without a
 * stream returns.
 */
final class CollectedAnswer {

	private final StringBuilder text = new StringBuilder();

	private final List<FunctionCall> calls = new ArrayList<>();

	private final List<GeneratedFile> files = new ArrayList<>();

	private final Map<String, Object> ofResponse = new LinkedHashMap<>();

	private Map<String, Object> ofMessage = Map.of();

	private @Nullable String stateId;

	private @Nullable String reasoning;

	private @Nullable String finishReason;

	private @Nullable ApiResponse<?> response;

	private @Nullable String model;

	private @Nullable Usage usage;

	private boolean begun;

	private CollectedAnswer() {
	}

	/**
	 * Collects a stream. A part of the answer that has arrived was billed, so a failure
	 * after it is a {@link FinalFailure}, which ends the call.
	 * @param chunks the chunks, at least one
	 * @return the whole answer with the metadata of its response
	 */
	static Mono<ModelChunk> of(Flux<ModelChunk> chunks) {
		return Mono.defer(() -> {
			CollectedAnswer answer = new CollectedAnswer();
			return chunks.doOnNext(answer::take)
				.onErrorMap(RuntimeException.class, (failure) -> answer.begun ? new FinalFailure(failure) : failure)
				.then(Mono.fromSupplier(answer::whole));
		});
	}

	/**
	 * Takes the next chunk. Text, calls and files are new ones. Everything else replaces
	 * that of earlier chunks, because the last chunk has it for the whole turn.
	 */
	private void take(ModelChunk chunk) {
		this.response = chunk.response();
		this.model = (chunk.model() != null) ? chunk.model() : this.model;
		this.usage = (chunk.usage() != null) ? chunk.usage() : this.usage;
		this.ofResponse.putAll(chunk.further());
		ModelMessage message = chunk.answer();
		if (message != null) {
			take(message);
		}
	}

	private void take(ModelMessage message) {
		this.text.append(message.text());
		this.calls.addAll(message.calls());
		this.files.addAll(message.files());
		this.begun = this.begun || hasContent(message);
		this.ofMessage = message.further().isEmpty() ? this.ofMessage : message.further();
		this.stateId = (message.stateId() != null) ? message.stateId() : this.stateId;
		this.reasoning = StringUtils.hasLength(message.reasoning()) ? message.reasoning() : this.reasoning;
		this.finishReason = (message.finishReason() != null) ? message.finishReason() : this.finishReason;
	}

	private static boolean hasContent(ModelMessage message) {
		return !message.text().isEmpty() || StringUtils.hasLength(message.reasoning()) || !message.calls().isEmpty()
				|| !message.files().isEmpty();
	}

	private ModelChunk whole() {
		ModelMessage message = new ModelMessage(this.text.toString(), List.copyOf(this.calls), this.stateId,
				this.reasoning, this.finishReason, List.copyOf(this.files), this.ofMessage);
		return new ModelChunk(message, Objects.requireNonNull(this.response, "response"), this.model, this.usage,
				this.ofResponse);
	}

}
