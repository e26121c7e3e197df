package io.github.gigachat.samples.gateway.textcompletions;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.stereotype.Component;

/**
 * The completions API of OpenAI.
 */
@Component
class TextCompletions implements ChatDialect {

	static final String PATH = "/completions";

	private final ErrorFormat errors = new OpenAiErrorFormat();

	private final CachedTokens cachedTokens;

	TextCompletions(GatewayProperties properties) {
		this.cachedTokens = properties.cachedTokens();
	}

	@Override
	public String path() {
		return PATH;
	}

	@Override
	public ChatCall read(JsonFields body) {
		return PromptReader.read(body);
	}

	@Override
	public ChatEvents events(ChatCall call) {
		return new TextEvents(call, this.cachedTokens);
	}

	@Override
	public ErrorFormat errors() {
		return this.errors;
	}

	@Override
	public byte[] answer(ChatCall call, ChatResponse response) {
		Generation generation = Objects.requireNonNull(response.getResult(), "a whole answer has a generation");
		FinishReason reason = FinishReason.of(generation, false);
		return JsonText.of((json) -> {
			writeHead(json, response.getMetadata().getId(), System.currentTimeMillis() / 1000, call);
			writeChoice(json, generation.getOutput().getText(), (reason != null) ? reason : FinishReason.STOP);
			UsageWriter.write(json, TokenCounts.of(response.getMetadata().getUsage(), this.cachedTokens));
		});
	}

	/** Writes the fields that answers and chunks begin with. */
	static void writeHead(JsonGenerator json, @Nullable String id, long created, ChatCall call) {
		json.writeStringProperty("id", "cmpl-" + AnswerId.of(id));
		json.writeStringProperty("object", "text_completion");
		json.writeNumberProperty("created", created);
		json.writeStringProperty("model", call.model());
	}

	/** Writes the only choice of an answer or a chunk. */
	static void writeChoice(JsonGenerator json, @Nullable String text, @Nullable FinishReason reason) {
		json.writeArrayPropertyStart("choices");
		json.writeStartObject();
		json.writeStringProperty("text", Objects.requireNonNullElse(text, ""));
		json.writeNumberProperty("index", 0);
		json.writeNullProperty("logprobs");
		json.writeStringProperty("finish_reason", (reason != null) ? reason.name().toLowerCase(Locale.ROOT) : null);
		json.writeEndObject();
		json.writeEndArray();
	}

}
