package io.github.gigachat.samples.gateway.completions;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.AnswerId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatDialect;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.json.JsonText;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;
import io.github.gigachat.samples.gateway.openai.UsageWriter;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.stereotype.Component;

/**
 * The chat completions API of OpenAI.
 */
@Component
class ChatCompletions implements ChatDialect {

	static final String PATH = "/chat/completions";

	private final ErrorFormat errors = new OpenAiErrorFormat();

	private final CachedTokens cachedTokens;

	ChatCompletions(GatewayProperties properties) {
		this.cachedTokens = properties.cachedTokens();
	}

	@Override
	public String path() {
		return PATH;
	}

	@Override
	public boolean hasThoughts() {
		return true;
	}

	@Override
	public ChatCall read(JsonFields body) {
		return RequestReader.read(body);
	}

	@Override
	public ChatEvents events(ChatCall call) {
		return new CompletionEvents(call, this.cachedTokens);
	}

	@Override
	public ErrorFormat errors() {
		return this.errors;
	}

	@Override
	public byte[] answer(ChatCall call, ChatResponse response) {
		return JsonText.of((json) -> {
			writeHead(json, response.getMetadata().getId(), "chat.completion", System.currentTimeMillis() / 1000, call);
			json.writeArrayPropertyStart("choices");
			json.writeStartObject();
			json.writeNumberProperty("index", 0);
			Generation generation = Objects.requireNonNull(response.getResult(), "a whole answer has a generation");
			writeMessage(json, generation);
			json.writeNullProperty("logprobs");
			FinishReason reason = FinishReason.of(generation, generation.getOutput().hasToolCalls());
			json.writeStringProperty("finish_reason", word((reason != null) ? reason : FinishReason.STOP));
			json.writeEndObject();
			json.writeEndArray();
			UsageWriter.write(json, TokenCounts.of(response.getMetadata().getUsage(), this.cachedTokens));
		});
	}

	static String word(FinishReason reason) {
		return reason.name().toLowerCase(Locale.ROOT);
	}

	static void writeHead(JsonGenerator json, @Nullable String id, String object, long created, ChatCall call) {
		json.writeStringProperty("id", "chatcmpl-" + AnswerId.of(id));
		json.writeStringProperty("object", object);
		json.writeNumberProperty("created", created);
		json.writeStringProperty("model", call.model());
	}

	private static void writeMessage(JsonGenerator json, Generation generation) {
		AssistantMessage message = generation.getOutput();
		String text = message.getText();
		boolean none = text == null || (text.isEmpty() && message.hasToolCalls());
		json.writeObjectPropertyStart("message");
		json.writeStringProperty("role", "assistant");
		json.writeStringProperty("content", none ? null : text);
		json.writeNullProperty("refusal");
		if (reasoning(message) != null) {
			json.writeStringProperty("reasoning_content", reasoning(message));
		}
		if (message.hasToolCalls()) {
			writeCalls(json, message.getToolCalls(), -1);
		}
		json.writeEndObject();
	}

	static @Nullable String reasoning(AssistantMessage message) {
		return (message.getMetadata().get(GigaChatMetadata.REASONING_CONTENT) instanceof String text) ? text : null;
	}

	/**
	 * Writes calls.
	 * @param first the index of the first one in its answer, or -1 to write no indexes
	 */
	static void writeCalls(JsonGenerator json, List<AssistantMessage.ToolCall> calls, int first) {
		json.writeArrayPropertyStart("tool_calls");
		for (int i = 0; i < calls.size(); i++) {
			AssistantMessage.ToolCall call = calls.get(i);
			json.writeStartObject();
			if (first >= 0) {
				json.writeNumberProperty("index", first + i);
			}
			json.writeStringProperty("id", call.id());
			json.writeStringProperty("type", "function");
			json.writeObjectPropertyStart("function");
			json.writeStringProperty("name", call.name());
			json.writeStringProperty("arguments", call.arguments());
			json.writeEndObject();
			json.writeEndObject();
		}
		json.writeEndArray();
	}

}
