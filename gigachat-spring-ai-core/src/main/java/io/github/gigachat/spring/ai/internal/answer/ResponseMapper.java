package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation.AnswerContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

/** Converts answers of the v1 API, whole or streamed, to Spring AI's responses. */
public final class ResponseMapper {

	private static final String IN_PROGRESS = "function_in_progress";

	private final AnswerMapper answers;

	/**
	 * Creates the mapper of one conversation's answers.
	 * @param context the properties of the request that decide how its answer is read
	 */
	public ResponseMapper(AnswerContext context) {
		this.answers = new AnswerMapper(context);
	}

	/**
	 * Maps a whole answer.
	 * @param response the answer, with at least one choice that has a message
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatTransientException of the kind
	 * {@code MODEL_OUTPUT} if the model's output could not be used
	 */
	public ChatResponse map(ApiResponse<ChatCompletionResponse> response) {
		ChatCompletionResponse body = response.body();
		List<ModelMessage> whole = new ArrayList<>(1);
		for (ChatCompletionResponse.Choice choice : body.choices()) {
			if (choice != null && choice.message() != null) {
				whole.add(withFiles(answer(choice)));
			}
		}
		return this.answers.whole(whole, piece(null, response, body.model(), body.usage()));
	}

	/**
	 * Removes the tags of files from an answer if the request allowed the model to
	 * generate files.
	 */
	private ModelMessage withFiles(ModelMessage answer) {
		return this.answers.mayHoldFiles() ? new TaggedText().whole(answer) : answer;
	}

	/**
	 * Maps a stream. Only the last response has a usage. Text is held back only if the
	 * request allowed the model to generate files and the text may be the beginning of a
	 * file tag.
	 * @param chunks the chunks; a chunk with a call has no text
	 */
	public Flux<ChatResponse> mapStream(Flux<ApiResponse<ChatCompletionChunk>> chunks) {
		Flux<ModelChunk> pieces = chunks.map(ResponseMapper::piece);
		return this.answers
			.stream(this.answers.mayHoldFiles() ? Flux.defer(() -> new TaggedText().stream(pieces)) : pieces);
	}

	/**
	 * Collects a stream and maps it as a whole answer.
	 * @param chunks the chunks
	 */
	public Mono<ChatResponse> mapWhole(Flux<ApiResponse<ChatCompletionChunk>> chunks) {
		return CollectedAnswer.of(chunks.map(ResponseMapper::piece))
			.map((whole) -> this.answers.whole(List.of(withFiles(whole.message())), whole));
	}

	private static ModelChunk piece(ApiResponse<ChatCompletionChunk> chunk) {
		ChatCompletionResponse.Choice choice = chunk.body().choice();
		return piece((choice != null) ? answer(choice) : null, chunk, chunk.body().model(), chunk.body().usage());
	}

	private static ModelChunk piece(@Nullable ModelMessage answer, ApiResponse<?> response, @Nullable String model,
			@Nullable TokenUsage usage) {
		return new ModelChunk(answer, response, model, (usage != null) ? usage(usage) : null, Map.of());
	}

	private static ModelMessage answer(ChatCompletionResponse.Choice choice) {
		ChatMessage message = choice.message();
		if (message == null) {
			return new ModelMessage("", List.of(), null, null, choice.finishReason(), List.of(), Map.of());
		}
		String text = (message.content() != null) ? message.content() : "";
		boolean progress = IN_PROGRESS.equals(message.role());
		return new ModelMessage(progress ? "" : text,
				(message.functionCall() != null) ? List.of(message.functionCall()) : List.of(),
				message.functionsStateId(), message.reasoningContent(), choice.finishReason(), List.of(),
				(progress && !text.isEmpty()) ? Map.of(GigaChatMetadata.FUNCTION_PROGRESS, text) : Map.of());
	}

	private static Usage usage(TokenUsage usage) {
		Integer cached = usage.precachedPromptTokens();
		return new DefaultUsage(usage.promptTokens(), usage.completionTokens(), usage.totalTokens(), usage,
				(cached != null) ? Long.valueOf(cached) : null, null);
	}

}
