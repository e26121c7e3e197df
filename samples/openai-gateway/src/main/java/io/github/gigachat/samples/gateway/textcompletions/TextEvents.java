package io.github.gigachat.samples.gateway.textcompletions;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.AnswerId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.openai.OpenAiErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonText;
import io.github.gigachat.samples.gateway.openai.UsageWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Writes a stream of completions: the texts, one event with the finish reason, one with
 * the usage if it was asked for.
 */
final class TextEvents implements ChatEvents {

	private final ChatCall call;

	private final CachedTokens cachedTokens;

	private final long created = System.currentTimeMillis() / 1000;

	private @Nullable String id;

	private FinishReason finishReason = FinishReason.STOP;

	private @Nullable TokenCounts usage;

	TextEvents(ChatCall call, CachedTokens cachedTokens) {
		this.call = call;
		this.cachedTokens = cachedTokens;
	}

	@Override
	public byte[] chunk(ChatResponse chunk) {
		this.id = (this.id != null) ? this.id : AnswerId.of(chunk.getMetadata().getId());
		TokenCounts stated = TokenCounts.of(chunk.getMetadata().getUsage(), this.cachedTokens);
		this.usage = (stated != null) ? stated : this.usage;
		JsonText events = new JsonText();
		Generation generation = chunk.getResult();
		if (generation != null) {
			FinishReason reason = FinishReason.of(generation, false);
			this.finishReason = (reason != null) ? reason : this.finishReason;
			if (StringUtils.hasLength(generation.getOutput().getText())) {
				choice(events, generation.getOutput().getText(), null);
			}
		}
		return events.bytes();
	}

	@Override
	public byte[] end() {
		JsonText events = new JsonText();
		choice(events, "", this.finishReason);
		TokenCounts last = this.usage;
		if (this.call.usage() && last != null) {
			events.event((json) -> {
				TextCompletions.writeHead(json, this.id, this.created, this.call);
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

	private void choice(JsonText events, @Nullable String text, @Nullable FinishReason reason) {
		events.event((json) -> {
			TextCompletions.writeHead(json, this.id, this.created, this.call);
			TextCompletions.writeChoice(json, text, reason);
			if (this.call.usage()) {
				json.writeNullProperty("usage");
			}
		});
	}

}
