package io.github.gigachat.samples.gateway.messages;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.AnswerId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Writes messages, whole or in parts.
 */
final class MessageWriter {

	/** The usage that is not known. Clients of this API require numbers. */
	static final TokenCounts UNKNOWN = new TokenCounts(0, 0, 0);

	private final CachedTokens cachedTokens;

	MessageWriter(CachedTokens cachedTokens) {
		this.cachedTokens = cachedTokens;
	}

	byte[] answer(ChatCall call, ChatResponse response) {
		Generation generation = Objects.requireNonNull(response.getResult(), "a whole answer has a generation");
		AssistantMessage message = generation.getOutput();
		return JsonText.of((json) -> {
			writeHead(json, response.getMetadata().getId(), call);
			json.writeArrayPropertyStart("content");
			if (StringUtils.hasLength(message.getText())) {
				json.writeStartObject();
				writeText(json, message.getText());
				json.writeEndObject();
			}
			for (AssistantMessage.ToolCall toolCall : message.getToolCalls()) {
				json.writeStartObject();
				writeCall(json, toolCall, input(toolCall));
				json.writeEndObject();
			}
			json.writeEndArray();
			boolean called = message.hasToolCalls();
			writeStop(json, FinishReason.of(generation, called), called, stopSequence(generation));
			writeUsage(json, Objects.requireNonNullElse(tokens(response.getMetadata().getUsage()), UNKNOWN));
		});
	}

	/** Writes the answer of a request that counts tokens. */
	static byte[] count(long tokens) {
		return JsonText.of((json) -> json.writeNumberProperty("input_tokens", tokens));
	}

	/** Returns the stated tokens, or {@code null} if the service stated none. */
	@Nullable TokenCounts tokens(Usage usage) {
		return TokenCounts.of(usage, this.cachedTokens);
	}

	static void writeHead(JsonGenerator json, @Nullable String id, ChatCall call) {
		json.writeStringProperty("id", "msg_" + AnswerId.of(id));
		json.writeStringProperty("type", "message");
		json.writeStringProperty("role", "assistant");
		json.writeStringProperty("model", call.model());
	}

	/** Writes the fields of a block of text. */
	static void writeText(JsonGenerator json, String text) {
		json.writeStringProperty("type", "text");
		json.writeStringProperty("text", text);
	}

	/**
	 * Returns the arguments of a call, which have to be an object here. Others become a
	 * field of one, so that the tool refuses them and the model reads why.
	 */
	static String input(AssistantMessage.ToolCall call) {
		// replaces surrogates without their pair, which cannot be written
		String arguments = new String(call.arguments().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		try {
			if (JsonMapper.shared().readTree(arguments).isObject()) {
				return arguments;
			}
		}
		catch (JacksonException ex) {
			// the message of the exception quotes the arguments
		}
		return JsonMapper.shared().writeValueAsString(Map.of("arguments", arguments));
	}

	/**
	 * Writes the fields of a block with a call.
	 * @param input the JSON object of the arguments
	 */
	static void writeCall(JsonGenerator json, AssistantMessage.ToolCall call, String input) {
		json.writeStringProperty("type", "tool_use");
		json.writeStringProperty("id", call.id());
		json.writeStringProperty("name", call.name());
		json.writeName("input");
		json.writeRawValue(input);
	}

	/** Returns the text that ended an answer, or {@code null} if none did. */
	static @Nullable String stopSequence(Generation generation) {
		return generation.getMetadata().get(FinishReason.STOP_SEQUENCE);
	}

	/** Writes why an answer ended. */
	static void writeStop(JsonGenerator json, @Nullable FinishReason stated, boolean called,
			@Nullable String stopSequence) {
		FinishReason reason = (stated != null) ? stated : called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
		json.writeStringProperty("stop_reason", switch (reason) {
			case STOP -> (stopSequence != null) ? "stop_sequence" : "end_turn";
			case LENGTH -> "max_tokens";
			case TOOL_CALLS -> "tool_use";
			case CONTENT_FILTER -> "refusal";
		});
		json.writeStringProperty("stop_sequence", stopSequence);
	}

	/** Writes the usage. Cached tokens are counted beside the other ones. */
	static void writeUsage(JsonGenerator json, TokenCounts tokens) {
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("input_tokens", tokens.prompt() - tokens.cached());
		json.writeNumberProperty("cache_creation_input_tokens", 0);
		json.writeNumberProperty("cache_read_input_tokens", tokens.cached());
		json.writeNumberProperty("output_tokens", tokens.completion());
		json.writeEndObject();
	}

	/** Writes the only number that the usage at the end of a stream has to have. */
	static void writeUnknownUsage(JsonGenerator json) {
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("output_tokens", 0);
		json.writeEndObject();
	}

}
