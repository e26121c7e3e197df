package io.github.gigachat.spring.ai.internal.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation.AnswerContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

/** Converts answers of the v2 API, whole or streamed, to Spring AI's responses. */
public final class ChatV2ResponseMapper {

	private static final String STEPS = "execution_steps";

	private final AnswerMapper answers;

	/**
	 * Creates the mapper of one conversation's answers.
	 * @param context the properties of the request that decide how its answer is read
	 */
	public ChatV2ResponseMapper(AnswerContext context) {
		this.answers = new AnswerMapper(context);
	}

	/**
	 * Maps a whole answer.
	 * @param response the answer, with at least one message
	 */
	public ChatResponse map(ApiResponse<ChatV2Response> response) {
		V2TurnAssembler turn = new V2TurnAssembler();
		ModelMessage all = turn.take(response.body().messages(), false);
		ModelMessage answer = turn.end(all, response.body().finishReason());
		return this.answers.whole(List.of(answer), piece(answer, response, response.body()));
	}

	/**
	 * Maps a stream. Text, reasoning and the progress of tools are passed on at once.
	 * Everything else, including the usage, is in the last response.
	 */
	public Flux<ChatResponse> mapStream(Flux<ApiResponse<ChatV2Chunk>> chunks) {
		return Flux.defer(() -> {
			V2TurnAssembler turn = new V2TurnAssembler();
			return this.answers.stream(ModelChunk.split(chunks, (chunk) -> pieces(chunk, turn)));
		});
	}

	/**
	 * Collects a stream and maps it as a whole answer.
	 * @param chunks the chunks
	 */
	public Mono<ChatResponse> mapWhole(Flux<ApiResponse<ChatV2Chunk>> chunks) {
		return Mono.defer(() -> {
			V2TurnAssembler turn = new V2TurnAssembler();
			return CollectedAnswer.of(chunks.concatMapIterable((chunk) -> pieces(chunk, turn)))
				.map((whole) -> this.answers.whole(List.of(whole.message()), whole));
		});
	}

	private static List<ModelChunk> pieces(ApiResponse<ChatV2Chunk> chunk, V2TurnAssembler turn) {
		ChatV2Response body = chunk.body().body();
		ModelMessage increment = turn.take(body.messages(), chunk.body().event().equals(ChatV2Chunk.TOOL_IN_PROGRESS));
		if (!chunk.body().isLast()) {
			boolean empty = increment.text().isEmpty() && increment.reasoning() == null
					&& increment.further().isEmpty();
			return empty ? List.of() : List.of(piece(increment, chunk, body));
		}
		boolean split = turn.hasCalls() && !increment.text().isEmpty();
		ModelChunk last = piece(turn.end(split ? increment.withText("") : increment, body.finishReason()), chunk, body);
		return split ? List.of(last.before(ModelMessage.ofText(increment.text())), last) : List.of(last);
	}

	private static ModelChunk piece(ModelMessage answer, ApiResponse<?> response, ChatV2Response body) {
		return new ModelChunk(answer, response, body.model(), (body.usage() != null) ? usage(body.usage()) : null,
				further(body));
	}

	private static Map<String, Object> further(ChatV2Response body) {
		Map<String, Object> further = new LinkedHashMap<>();
		put(further, GigaChatMetadata.CREATED, body.createdAt());
		put(further, GigaChatMetadata.THREAD_ID, body.threadId());
		put(further, GigaChatMetadata.MESSAGE_ID, body.messageId());
		Object data = body.additionalData();
		if (data instanceof Map<?, ?> || data instanceof List<?>) {
			further.put(GigaChatMetadata.ADDITIONAL_DATA, data);
			put(further, GigaChatMetadata.EXECUTION_STEPS, steps(data));
		}
		return further;
	}

	/** Returns the execution steps of an object, or those of all objects of an array. */
	private static @Nullable Object steps(Object data) {
		if (data instanceof Map<?, ?> one) {
			return one.get(STEPS);
		}
		List<Object> steps = new ArrayList<>();
		for (Object element : (data instanceof List<?> elements) ? elements : List.of()) {
			if (element instanceof Map<?, ?> one && one.get(STEPS) instanceof List<?> some) {
				steps.addAll(some);
			}
		}
		return steps.isEmpty() ? null : steps;
	}

	private static void put(Map<String, Object> metadata, String key, @Nullable Object value) {
		if (value != null) {
			metadata.put(key, value);
		}
	}

	private static Usage usage(ChatV2Response.Usage usage) {
		ChatV2Response.InputTokens details = usage.inputTokensDetails();
		Integer cached = (details != null) ? details.cachedTokens() : null;
		return new DefaultUsage(usage.inputTokens(), usage.outputTokens(), usage.totalTokens(), usage,
				(cached != null) ? Long.valueOf(cached) : null, null);
	}

}
