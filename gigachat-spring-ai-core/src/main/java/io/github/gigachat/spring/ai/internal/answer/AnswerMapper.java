package io.github.gigachat.spring.ai.internal.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation.AnswerContext;
import io.github.gigachat.spring.ai.internal.flatten.OutputFunction;
import io.github.gigachat.spring.ai.internal.flatten.StateId;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;

/**
 * Converts the answers to one conversation to Spring AI's responses. Used for both APIs
 * of the service.
 */
public final class AnswerMapper {

	private final AnswerContext context;

	/**
	 * Creates the mapper of the answers to one conversation.
	 * @param context the properties of the request that decide how its answer is read
	 */
	AnswerMapper(AnswerContext context) {
		this.context = context;
	}

	/**
	 * Returns whether a tag in the text of a v1 answer may report a file. If the request
	 * did not allow this, such a tag is part of the model's own text.
	 */
	boolean mayHoldFiles() {
		return this.context.filesInText();
	}

	private Generation generation(ModelMessage answer) {
		OutputFunction function = this.context.outputFunction();
		FunctionCall output = outputCall(answer);
		if (output != null && function != null) {
			return structured(answer, function.answer(output.arguments()));
		}
		AssistantMessage message = message(answer);
		String reason = answer.calls().isEmpty() ? answer.finishReasonOfSpringAi() : "TOOL_CALLS";
		return (reason != null) ? new Generation(message, finished(reason, answer)) : new Generation(message);
	}

	private static ChatGenerationMetadata finished(String reason, ModelMessage answer) {
		ChatGenerationMetadata.Builder metadata = ChatGenerationMetadata.builder().finishReason(reason);
		return ((answer.finishReason() != null)
				? metadata.metadata(GigaChatMetadata.NATIVE_FINISH_REASON, answer.finishReason()) : metadata)
			.build();
	}

	/**
	 * Maps a whole response.
	 * @param answers the answers of the response
	 * @param response the metadata of the response
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatTransientException of the kind
	 * {@code MODEL_OUTPUT} if the model's output could not be used
	 */
	ChatResponse whole(List<ModelMessage> answers, ModelChunk response) {
		TurnOutput.check(answers, response.response().requestId());
		List<Generation> generations = (answers.size() == 1) ? List.of(generation(answers.get(0)))
				: answers.stream().map(this::generation).toList();
		return new ChatResponse(generations, metadata(response));
	}

	private ChatResponse response(ModelChunk piece) {
		Generation generation = (piece.answer() != null) ? generation(piece.answer())
				: new Generation(new AssistantMessage(""));
		return new ChatResponse(List.of(generation), metadata(piece));
	}

	private ChatResponseMetadata metadata(ModelChunk piece) {
		return piece.metadata(this.context.changes());
	}

	/**
	 * Maps a stream. If a function takes the answer, the text is held back until the call
	 * of that function or the end of the stream.
	 * @param events the events; an event with a call has no text
	 */
	Flux<ChatResponse> stream(Flux<ModelChunk> events) {
		Flux<ModelChunk> pieces = Flux.defer(() -> new TurnOutput().of(events));
		OutputFunction function = this.context.outputFunction();
		if (function == null) {
			return pieces.map(this::response);
		}
		return Flux.defer(() -> {
			HeldText held = new HeldText(function);
			return ModelChunk.split(pieces, (piece) -> responses(piece, held))
				.concatWith(Flux.defer(() -> undelivered(held)))
				.onErrorResume((failure) -> undelivered(held).concatWith(Flux.error(failure)));
		});
	}

	private List<ChatResponse> responses(ModelChunk piece, HeldText held) {
		if (piece.answer() == null) {
			return List.of(response(piece));
		}
		List<ModelMessage> passed = held.pass(piece.answer());
		ChatResponse last = response(piece.with(passed.get(passed.size() - 1)));
		return (passed.size() == 1) ? List.of(last) : List.of(response(piece.before(passed.get(0))), last);
	}

	private static Flux<ChatResponse> undelivered(HeldText held) {
		String text = held.taken();
		return text.isEmpty() ? Flux.empty()
				: Flux.just(new ChatResponse(List.of(new Generation(new AssistantMessage(text)))));
	}

	private @Nullable FunctionCall outputCall(ModelMessage answer) {
		OutputFunction function = this.context.outputFunction();
		return (function != null) ? answer.calls().stream().filter(function::isCalledBy).findFirst().orElse(null)
				: null;
	}

	/**
	 * Maps the call of the function that takes the answer: its arguments are the text of
	 * the message.
	 */
	private Generation structured(ModelMessage answer, String structured) {
		StateId none = new StateId(null, this.context.stateIdsOmitted());
		Map<String, Object> metadata = new HashMap<>(metadata(answer, none));
		if (!answer.text().isEmpty()) {
			metadata.put(GigaChatMetadata.TEXT_BESIDE_ANSWER, answer.text());
		}
		AssistantMessage message = AssistantMessage.builder()
			.content(structured)
			.media(media(answer))
			.properties(metadata)
			.build();
		String reason = Objects.requireNonNullElse(answer.finishReasonOfSpringAi(), "STOP");
		return new Generation(message, finished(reason, answer));
	}

	private AssistantMessage message(ModelMessage answer) {
		StateId stateId = new StateId(answer.stateId(), this.context.stateIdsOmitted());
		Map<String, Object> metadata = metadata(answer, stateId);
		if (answer.calls().isEmpty() && answer.files().isEmpty() && metadata.isEmpty()) {
			return new AssistantMessage(answer.text());
		}
		AssistantMessage.Builder<?> message = AssistantMessage.builder()
			.content(answer.text())
			.media(media(answer))
			.properties(metadata);
		if (!answer.calls().isEmpty()) {
			message.toolCalls(answer.calls()
				.stream()
				.map((call) -> new AssistantMessage.ToolCall(stateId.callId(call), "function",
						this.context.names().toOwn(call.name()), arguments(call)))
				.toList());
		}
		return message.build();
	}

	private List<Media> media(ModelMessage answer) {
		return answer.files().isEmpty() ? List.of()
				: answer.files().stream().map(this.context.generatedFiles()::media).filter(Objects::nonNull).toList();
	}

	private String arguments(FunctionCall call) {
		String arguments = (call.arguments() != null && !call.arguments().isBlank()) ? call.arguments() : "{}";
		return this.context.wrapped().contains(call.name()) ? WrappedValue.in(arguments) : arguments;
	}

	private Map<String, Object> metadata(ModelMessage answer, StateId stateId) {
		if (stateId.value() == null && answer.reasoning() == null && !stateId.refused()) {
			return answer.further();
		}
		Map<String, Object> metadata = new HashMap<>(answer.further());
		stateId.addTo(metadata);
		new Reasoning(answer.reasoning()).addTo(metadata);
		return metadata;
	}

	/** Returns a copy of a response with another usage. */
	public static ChatResponse withUsage(ChatResponse response, Usage usage) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.id(response.getMetadata().getId())
			.model(response.getMetadata().getModel())
			.rateLimit(response.getMetadata().getRateLimit())
			.promptMetadata(response.getMetadata().getPromptMetadata())
			.usage(usage);
		response.getMetadata().entrySet().forEach((entry) -> metadata.keyValue(entry.getKey(), entry.getValue()));
		return new ChatResponse(response.getResults(), metadata.build());
	}

	/**
	 * Holds back the text of one stream while the call that gives the answer may still
	 * follow. An answer that follows a schema is one JSON value, and no text may precede
	 * it.
	 */
	private static final class HeldText {

		private final OutputFunction function;

		private final StringBuilder held = new StringBuilder();

		HeldText(OutputFunction function) {
			this.function = function;
		}

		/**
		 * Takes the next increment.
		 * @param answer the increment
		 * @return the increments to pass on: usually the given one without its text; with
		 * all held text if it has the answer or ends the turn; preceded by the held text
		 * if it has another call
		 */
		List<ModelMessage> pass(ModelMessage answer) {
			boolean answered = answer.calls().stream().anyMatch(this.function::isCalledBy);
			if (!answered && !answer.calls().isEmpty()) {
				return this.held.isEmpty() ? List.of(answer) : List.of(ModelMessage.ofText(taken()), answer);
			}
			this.held.append(answer.text());
			boolean over = answered || answer.finishReason() != null;
			return List.of(answer.withText(over ? taken() : ""));
		}

		/** Returns the held text and clears it. */
		String taken() {
			String text = this.held.toString();
			this.held.setLength(0);
			return text;
		}

	}

}
