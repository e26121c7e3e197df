package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import io.github.gigachat.spring.ai.internal.json.RecordReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;

/**
 * Reads answers of {@code POST /chat/completions}, whole and in chunks, which have the
 * same fields.
 *
 * @param <T> the type of the answer
 */
abstract class ChatCompletionReader<T> extends RecordReader<T> {

	private static final ChoiceReader CHOICE = new ChoiceReader();

	private static final MessageReader MESSAGE = new MessageReader();

	private static final TokenUsage.Reader USAGE = new TokenUsage.Reader();

	private static final FunctionCall.Reader CALL = new FunctionCall.Reader();

	private ChatCompletionReader(Class<T> type) {
		super(type);
	}

	@Override
	protected final T read(JsonParser parser, DeserializationContext context) {
		List<ChatCompletionResponse.Choice> choices = null;
		Long created = null;
		String model = null;
		TokenUsage usage = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "choices" -> choices = CHOICE.listOrNull(parser, context);
				case "created" -> created = LenientNumber.readLong(parser);
				case "model" -> model = text(parser, context);
				case "usage" -> usage = USAGE.orNull(parser, context);
				default -> skip(parser);
			}
		}
		return create(choices, created, model, usage);
	}

	abstract T create(@Nullable List<ChatCompletionResponse.Choice> choices, @Nullable Long created,
			@Nullable String model, @Nullable TokenUsage usage);

	/** Reads a whole answer. */
	static final class OfResponse extends ChatCompletionReader<ChatCompletionResponse> {

		OfResponse() {
			super(ChatCompletionResponse.class);
		}

		@Override
		@SuppressWarnings("NullAway") // the endpoint checks that there are choices
		ChatCompletionResponse create(@Nullable List<ChatCompletionResponse.Choice> choices, @Nullable Long created,
				@Nullable String model, @Nullable TokenUsage usage) {
			return new ChatCompletionResponse(choices, created, model, usage);
		}

	}

	/** Reads a chunk. */
	static final class OfChunk extends ChatCompletionReader<ChatCompletionChunk> {

		OfChunk() {
			super(ChatCompletionChunk.class);
		}

		@Override
		ChatCompletionChunk create(@Nullable List<ChatCompletionResponse.Choice> choices, @Nullable Long created,
				@Nullable String model, @Nullable TokenUsage usage) {
			return new ChatCompletionChunk(choices, created, model, usage);
		}

	}

	private static final class ChoiceReader extends RecordReader<ChatCompletionResponse.Choice> {

		ChoiceReader() {
			super(ChatCompletionResponse.Choice.class);
		}

		@Override
		protected ChatCompletionResponse.Choice read(JsonParser parser, DeserializationContext context) {
			ChatMessage message = null;
			Integer index = null;
			String finishReason = null;
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				switch (name) {
					case "message", "delta" -> message = MESSAGE.orNull(parser, context);
					case "index" -> index = context.readValue(parser, Integer.class);
					case "finish_reason" -> finishReason = text(parser, context);
					default -> skip(parser);
				}
			}
			return new ChatCompletionResponse.Choice(message, index, finishReason);
		}

	}

	private static final class MessageReader extends RecordReader<ChatMessage> {

		MessageReader() {
			super(ChatMessage.class);
		}

		@Override
		protected ChatMessage read(JsonParser parser, DeserializationContext context) {
			String role = null;
			String content = null;
			String functionName = null;
			FunctionCall call = null;
			String stateId = null;
			String reasoning = null;
			List<String> attachments = null;
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				switch (name) {
					case "role" -> role = text(parser, context);
					case "content" -> content = text(parser, context);
					case "name" -> functionName = text(parser, context);
					case "function_call" -> call = CALL.orNull(parser, context);
					case "functions_state_id" -> stateId = text(parser, context);
					case "reasoning_content" -> reasoning = text(parser, context);
					case "attachments" -> attachments = texts(parser, context);
					default -> skip(parser);
				}
			}
			return new ChatMessage(role, content, functionName, call, stateId, reasoning, attachments);
		}

		private static @Nullable List<String> texts(JsonParser parser, DeserializationContext context) {
			return (parser.currentToken() == JsonToken.VALUE_NULL) ? null : context.readValue(parser,
					context.getTypeFactory().constructCollectionType(List.class, String.class));
		}

	}

}
