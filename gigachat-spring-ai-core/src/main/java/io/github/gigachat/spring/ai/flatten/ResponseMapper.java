package io.github.gigachat.spring.ai.flatten;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.gigachat.spring.ai.api.ApiResponse;
import io.github.gigachat.spring.ai.api.ChatChoice;
import io.github.gigachat.spring.ai.api.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.ChatMessage;
import io.github.gigachat.spring.ai.api.FunctionCall;
import io.github.gigachat.spring.ai.api.TokenUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;

/**
 * Turns the service's answers, whole or in chunks, into Spring AI's.
 */
public final class ResponseMapper {

	/** The message metadata that a function call's state id travels in, both ways. */
	public static final String FUNCTIONS_STATE_ID = "functions_state_id";

	/** The message metadata with what a reasoning model thought. */
	public static final String REASONING_CONTENT = "reasoning_content";

	/** The message metadata with the progress of a built-in function. */
	public static final String FUNCTION_PROGRESS = "function_in_progress";

	/** The message metadata with what the model said beside an answer by a schema. */
	public static final String TEXT_BESIDE_ANSWER = "text_beside_answer";

	/**
	 * The message metadata with the files that the model made, so far in a stream: a list
	 * of {@link io.github.gigachat.spring.ai.api.GeneratedFile}.
	 */
	public static final String GENERATED_FILES = "generated_files";

	/** The response metadata with the service's {@code x-session-id}. */
	public static final String SESSION_ID = "x-session-id";

	private static final String IN_PROGRESS = "function_in_progress";

	private final FunctionNames names;

	/** Functions whose tools take a property of the arguments. */
	private final Set<String> wrapped;

	private final @Nullable OutputFunction outputFunction;

	private final GeneratedFiles generatedFiles;

	ResponseMapper(FunctionNames names, Set<String> wrapped, @Nullable OutputFunction outputFunction,
			GeneratedFiles generatedFiles) {
		this.names = names;
		this.wrapped = wrapped;
		this.outputFunction = outputFunction;
		this.generatedFiles = generatedFiles;
	}

	/**
	 * Maps a whole answer.
	 * @param answer the answer, with at least one choice that has a message
	 * @return Spring AI's response
	 */
	public ChatResponse map(ApiResponse<ChatCompletionResponse> answer) {
		ChatCompletionResponse body = answer.body();
		List<Generation> generations = body.choices()
			.stream()
			.filter((choice) -> choice != null && choice.message() != null)
			.map((choice) -> generation(choice, new TaggedText(), true))
			.toList();
		return new ChatResponse(generations, metadata(answer, body.model(), usage(body.usage())));
	}

	/**
	 * Maps a stream. The usage is empty in all chunks but the last. Where an answer by a
	 * schema comes from a function, the text beside it is held back until that call or
	 * the end; of other text only what may begin the tag of a file.
	 * @param chunks the chunks; one with a call has no text
	 * @return Spring AI's responses
	 */
	public Flux<ChatResponse> mapStream(Flux<ApiResponse<ChatCompletionChunk>> chunks) {
		OutputFunction function = this.outputFunction;
		return Flux.defer(() -> {
			TaggedText text = new TaggedText();
			HeldText held = (function != null) ? new HeldText(function) : null;
			Flux<ChatResponse> responses = (held != null)
					? chunks.concatMapIterable((chunk) -> responses(chunk, held, text))
					: chunks.map((chunk) -> response(chunk, chunk.body().choice(), chunk.body().usage(), text));
			return responses.concatWith(Flux.defer(() -> undelivered(held, text)))
				.onErrorResume((failure) -> undelivered(held, text).concatWith(Flux.error(failure)));
		});
	}

	private List<ChatResponse> responses(ApiResponse<ChatCompletionChunk> chunk, HeldText held, TaggedText text) {
		ChatChoice choice = chunk.body().choice();
		if (choice == null) {
			return List.of(response(chunk, null, chunk.body().usage(), text));
		}
		List<ChatChoice> passed = held.pass(choice);
		if (passed.size() == 1) {
			return List.of(response(chunk, passed.get(0), chunk.body().usage(), text));
		}
		return List.of(response(chunk, passed.get(0), null, text),
				response(chunk, passed.get(1), chunk.body().usage(), text));
	}

	private Flux<ChatResponse> undelivered(@Nullable HeldText held, TaggedText text) {
		AssistantMessage rest = output(ChatMessage.text("assistant", (held != null) ? held.taken() : ""), null, text,
				true);
		boolean nothing = rest.getMetadata().get(GENERATED_FILES) == null && "".equals(rest.getText());
		return nothing ? Flux.empty() : Flux.just(new ChatResponse(List.of(new Generation(rest))));
	}

	private ChatResponse response(ApiResponse<ChatCompletionChunk> chunk, @Nullable ChatChoice choice,
			@Nullable TokenUsage usage, TaggedText text) {
		Generation generation = (choice != null)
				? generation(choice, text, choice.finishReason() != null)
				: new Generation(new AssistantMessage(""));
		return new ChatResponse(List.of(generation), metadata(chunk, chunk.body().model(), usage(usage)));
	}

	/**
	 * The same response with another usage.
	 * @param response the response
	 * @param usage the usage
	 * @return the response with that usage
	 */
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

	private Generation generation(ChatChoice choice, TaggedText text, boolean over) {
		ChatMessage message = choice.message();
		FunctionCall call = (message != null) ? message.functionCall() : null;
		if (message != null && call != null && this.outputFunction != null && this.outputFunction.isCalledBy(call)) {
			return answer(message, this.outputFunction.answer(call.arguments()), choice.finishReason(), text);
		}
		AssistantMessage output = (message != null) ? output(message, call, text, over) : new AssistantMessage("");
		String reason = finishReason(choice.finishReason(), call != null);
		return (reason != null) ? new Generation(output, ChatGenerationMetadata.builder().finishReason(reason).build())
				: new Generation(output);
	}

	/** The call of the function that takes the answer is the answer. */
	private Generation answer(ChatMessage message, String answer, @Nullable String reason, TaggedText text) {
		Map<String, Object> metadata = new HashMap<>();
		put(metadata, REASONING_CONTENT, message.reasoningContent());
		put(metadata, TEXT_BESIDE_ANSWER, text.pass(content(message)) + text.end());
		AssistantMessage output = AssistantMessage.builder()
			.content(answer)
			.media(media(text, 0, metadata))
			.properties(metadata)
			.build();
		String finishReason = finishReason((reason != null) ? reason : "stop", false);
		return new Generation(output, ChatGenerationMetadata.builder().finishReason(finishReason).build());
	}

	static boolean isProgress(ChatMessage message) {
		return IN_PROGRESS.equals(message.role());
	}

	/** Text that is held stays with a call: the chunk of a call is the last one. */
	private AssistantMessage output(ChatMessage message, @Nullable FunctionCall call, TaggedText tagged, boolean over) {
		boolean progress = isProgress(message);
		int before = tagged.count();
		String text = progress ? "" : tagged.pass(content(message));
		if (over || call != null) {
			text += tagged.end();
		}
		Map<String, Object> metadata = metadata(message, progress);
		if (call == null && metadata.isEmpty() && tagged.count() == before) {
			return new AssistantMessage(text);
		}
		metadata = new HashMap<>(metadata);
		AssistantMessage.Builder<?> output = AssistantMessage.builder()
			.content(text)
			.media(media(tagged, before, metadata))
			.properties(metadata);
		if (call != null) {
			output.toolCalls(List.of(new AssistantMessage.ToolCall(CallIds.create(message.functionsStateId()),
					"function", this.names.toOwn(call.name()), arguments(call))));
		}
		return output.build();
	}

	private static String content(ChatMessage message) {
		return (message.content() != null) ? message.content() : "";
	}

	/** The media of the files that were found since, and all of the files told of. */
	private List<Media> media(TaggedText text, int before, Map<String, Object> metadata) {
		if (text.count() == before) {
			return List.of();
		}
		metadata.put(GENERATED_FILES, text.files());
		return text.files()
			.stream()
			.skip(before)
			.map(this.generatedFiles::media)
			.filter(Objects::nonNull)
			.toList();
	}

	private String arguments(FunctionCall call) {
		String arguments = (call.arguments() != null && !call.arguments().isBlank()) ? call.arguments() : "{}";
		return this.wrapped.contains(call.name()) ? WrappedValue.in(arguments) : arguments;
	}

	private static Map<String, Object> metadata(ChatMessage message, boolean progress) {
		if (message.functionsStateId() == null && message.reasoningContent() == null && !progress) {
			return Map.of();
		}
		Map<String, Object> metadata = new HashMap<>();
		put(metadata, FUNCTIONS_STATE_ID, message.functionsStateId());
		put(metadata, REASONING_CONTENT, message.reasoningContent());
		if (progress) {
			put(metadata, FUNCTION_PROGRESS, message.content());
		}
		return metadata;
	}

	private static void put(Map<String, Object> metadata, String key, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			metadata.put(key, value);
		}
	}

	/** The presence of a call decides, not the word beside it. */
	private static @Nullable String finishReason(@Nullable String reason, boolean call) {
		if (call) {
			return "TOOL_CALLS";
		}
		if (reason == null) {
			return null;
		}
		return switch (reason) {
			// without a call it was a function of the service itself
			case "stop", "function_call" -> "STOP";
			case "length" -> "LENGTH";
			case "blacklist" -> "CONTENT_FILTER";
			default -> reason.toUpperCase(Locale.ROOT);
		};
	}

	private static ChatResponseMetadata metadata(ApiResponse<?> answer, @Nullable String model, Usage usage) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder().usage(usage);
		if (answer.requestId() != null) {
			metadata.id(answer.requestId());
		}
		if (model != null) {
			metadata.model(model);
		}
		if (answer.sessionId() != null) {
			metadata.keyValue(SESSION_ID, answer.sessionId());
		}
		if (answer.rateLimit() != null) {
			metadata.rateLimit(answer.rateLimit());
		}
		return metadata.build();
	}

	private static Usage usage(@Nullable TokenUsage usage) {
		if (usage == null) {
			return new EmptyUsage();
		}
		Integer cached = usage.precachedPromptTokens();
		return new DefaultUsage(usage.promptTokens(), usage.completionTokens(), usage.totalTokens(), usage,
				(cached != null) ? Long.valueOf(cached) : null, null);
	}

}
