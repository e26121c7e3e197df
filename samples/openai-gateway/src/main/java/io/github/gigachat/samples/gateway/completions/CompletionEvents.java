package io.github.gigachat.samples.gateway.completions;

import java.util.List;
import java.util.function.Consumer;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.AnswerId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.json.JsonText;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;
import io.github.gigachat.samples.gateway.openai.UsageWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Writes a stream of chat completion chunks: one with the role, the texts and calls, one
 * with the finish reason, one with the usage if it was asked for.
 */
final class CompletionEvents implements ChatEvents {

	private final ChatCall call;

	private final CachedTokens cachedTokens;

	private final long created = System.currentTimeMillis() / 1000;

	private @Nullable String id;

	private boolean begun;

	private boolean thought;

	private int calls;

	private @Nullable FinishReason finishReason;

	private @Nullable TokenCounts usage;

	CompletionEvents(ChatCall call, CachedTokens cachedTokens) {
		this.call = call;
		this.cachedTokens = cachedTokens;
	}

	@Override
	public byte[] chunk(ChatResponse chunk) {
		JsonText events = new JsonText();
		this.id = (this.id != null) ? this.id : AnswerId.of(chunk.getMetadata().getId());
		if (!this.begun) {
			this.begun = true;
			delta(events, (json) -> {
				json.writeStringProperty("role", "assistant");
				json.writeStringProperty("content", "");
			});
		}
		TokenCounts stated = TokenCounts.of(chunk.getMetadata().getUsage(), this.cachedTokens);
		this.usage = (stated != null) ? stated : this.usage;
		Generation generation = chunk.getResult();
		if (generation != null) {
			take(generation, events);
		}
		return events.bytes();
	}

	private void take(Generation generation, JsonText events) {
		AssistantMessage message = generation.getOutput();
		String thoughts = ChatCompletions.reasoning(message);
		FinishReason reason = FinishReason.of(generation, this.calls > 0 || message.hasToolCalls());
		// the last chunk repeats the thoughts of the whole answer
		if (StringUtils.hasLength(thoughts) && (reason == null || !this.thought)) {
			this.thought = true;
			delta(events, (json) -> json.writeStringProperty("reasoning_content", thoughts));
		}
		if (StringUtils.hasLength(message.getText())) {
			delta(events, (json) -> json.writeStringProperty("content", message.getText()));
		}
		for (AssistantMessage.ToolCall call : message.getToolCalls()) {
			int index = this.calls++;
			delta(events, (json) -> ChatCompletions.writeCalls(json, List.of(call), index));
		}
		this.finishReason = (reason != null) ? reason : this.finishReason;
	}

	@Override
	public byte[] end() {
		JsonText events = new JsonText();
		FinishReason reason = this.finishReason;
		if (reason == null) {
			reason = (this.calls > 0) ? FinishReason.TOOL_CALLS : FinishReason.STOP;
		}
		String word = ChatCompletions.word(reason);
		events.event((json) -> chunk(json, (delta) -> {
		}, word));
		TokenCounts last = this.usage;
		if (this.call.usage() && last != null) {
			events.event((json) -> {
				ChatCompletions.writeHead(json, this.id, "chat.completion.chunk", this.created, this.call);
				json.writeArrayPropertyStart("choices");
				json.writeEndArray();
				UsageWriter.write(json, last);
			});
		}
		return events.event("[DONE]").bytes();
	}

	@Override
	public byte[] error(ApiError error) {
		return new JsonText().event((json) -> OpenAiErrorFormat.writeFields(json, error)).bytes();
	}

	private void delta(JsonText events, Consumer<JsonGenerator> delta) {
		events.event((json) -> chunk(json, delta, null));
	}

	private void chunk(JsonGenerator json, Consumer<JsonGenerator> delta, @Nullable String reason) {
		ChatCompletions.writeHead(json, this.id, "chat.completion.chunk", this.created, this.call);
		json.writeArrayPropertyStart("choices");
		json.writeStartObject();
		json.writeNumberProperty("index", 0);
		json.writeObjectPropertyStart("delta");
		delta.accept(json);
		json.writeEndObject();
		json.writeNullProperty("logprobs");
		json.writeStringProperty("finish_reason", reason);
		json.writeEndObject();
		json.writeEndArray();
		if (this.call.usage()) {
			json.writeNullProperty("usage");
		}
	}

}
