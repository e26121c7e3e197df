package io.github.gigachat.samples.gateway.messages;

import java.util.function.Consumer;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Writes a streamed message: its beginning, its blocks one after the other, the stop
 * reason with the usage, and its end.
 */
final class MessageEvents implements ChatEvents {

	private final ChatCall call;

	private final MessageWriter writer;

	private boolean begun;

	/** The index of the current block, or of the next one if none is open. */
	private int index;

	private boolean textOpen;

	private boolean called;

	private @Nullable FinishReason finishReason;

	private @Nullable String stopSequence;

	private @Nullable TokenCounts tokens;

	MessageEvents(ChatCall call, MessageWriter writer) {
		this.call = call;
		this.writer = writer;
	}

	@Override
	public byte[] chunk(ChatResponse chunk) {
		JsonText events = new JsonText();
		if (!this.begun) {
			begin(events, chunk.getMetadata().getId());
		}
		TokenCounts stated = this.writer.tokens(chunk.getMetadata().getUsage());
		this.tokens = (stated != null) ? stated : this.tokens;
		Generation generation = chunk.getResult();
		if (generation != null) {
			take(generation, events);
		}
		return events.bytes();
	}

	private void begin(JsonText events, @Nullable String id) {
		this.begun = true;
		event(events, "message_start", (json) -> {
			json.writeObjectPropertyStart("message");
			MessageWriter.writeHead(json, id, this.call);
			json.writeArrayPropertyStart("content");
			json.writeEndArray();
			json.writeNullProperty("stop_reason");
			json.writeNullProperty("stop_sequence");
			// the real numbers are known at the end
			MessageWriter.writeUsage(json, MessageWriter.UNKNOWN);
			json.writeEndObject();
		});
	}

	private void take(Generation generation, JsonText events) {
		AssistantMessage message = generation.getOutput();
		if (StringUtils.hasLength(message.getText())) {
			text(events, message.getText());
		}
		message.getToolCalls().forEach((toolCall) -> call(events, toolCall));
		FinishReason reason = FinishReason.of(generation, this.called);
		if (reason != null) {
			this.finishReason = reason;
			this.stopSequence = MessageWriter.stopSequence(generation);
		}
	}

	private void text(JsonText events, String text) {
		if (!this.textOpen) {
			this.textOpen = true;
			block(events, (json) -> MessageWriter.writeText(json, ""));
		}
		delta(events, "text_delta", "text", text);
	}

	private void call(JsonText events, AssistantMessage.ToolCall toolCall) {
		endText(events);
		this.called = true;
		block(events, (json) -> MessageWriter.writeCall(json, toolCall, "{}"));
		delta(events, "input_json_delta", "partial_json", MessageWriter.input(toolCall));
		endBlock(events);
	}

	@Override
	public byte[] end() {
		JsonText events = new JsonText();
		endText(events);
		event(events, "message_delta", (json) -> {
			json.writeObjectPropertyStart("delta");
			MessageWriter.writeStop(json, this.finishReason, this.called, this.stopSequence);
			json.writeEndObject();
			if (this.tokens != null) {
				MessageWriter.writeUsage(json, this.tokens);
			}
			else {
				MessageWriter.writeUnknownUsage(json);
			}
		});
		event(events, "message_stop", (json) -> {
		});
		return events.bytes();
	}

	@Override
	public byte[] error(ApiError error) {
		return new JsonText().event("error", (json) -> MessagesErrorFormat.writeFields(json, error)).bytes();
	}

	private void block(JsonText events, Consumer<JsonGenerator> block) {
		event(events, "content_block_start", (json) -> {
			json.writeNumberProperty("index", this.index);
			json.writeObjectPropertyStart("content_block");
			block.accept(json);
			json.writeEndObject();
		});
	}

	private void delta(JsonText events, String type, String field, String value) {
		event(events, "content_block_delta", (json) -> {
			json.writeNumberProperty("index", this.index);
			json.writeObjectPropertyStart("delta");
			json.writeStringProperty("type", type);
			json.writeStringProperty(field, value);
			json.writeEndObject();
		});
	}

	private void endText(JsonText events) {
		if (this.textOpen) {
			this.textOpen = false;
			endBlock(events);
		}
	}

	private void endBlock(JsonText events) {
		event(events, "content_block_stop", (json) -> json.writeNumberProperty("index", this.index));
		this.index++;
	}

	private static void event(JsonText events, String type, Consumer<JsonGenerator> fields) {
		events.event(type, (json) -> {
			json.writeStringProperty("type", type);
			fields.accept(json);
		});
	}

}
