package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import io.github.gigachat.spring.ai.internal.json.RecordReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The number of tokens of a request and its answer, as the service counts them.
 *
 * @param promptTokens the tokens of the request
 * @param completionTokens the tokens of the answer
 * @param totalTokens the sum of both, as the service counts it
 * @param precachedPromptTokens the tokens of the request that the service took from its
 * cache; they are neither added to nor subtracted from the other numbers
 */
@JsonDeserialize(using = TokenUsage.Reader.class)
public record TokenUsage(@JsonProperty("prompt_tokens") @Nullable Integer promptTokens,
		@JsonProperty("completion_tokens") @Nullable Integer completionTokens,
		@JsonProperty("total_tokens") @Nullable Integer totalTokens,
		@JsonProperty("precached_prompt_tokens") @Nullable Integer precachedPromptTokens) {

	/** Reads a usage; a number that is none becomes {@code null}. */
	static final class Reader extends RecordReader<TokenUsage> {

		Reader() {
			super(TokenUsage.class);
		}

		@Override
		protected TokenUsage read(JsonParser parser, DeserializationContext context) {
			Integer prompt = null;
			Integer completion = null;
			Integer total = null;
			Integer precached = null;
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				switch (name) {
					case "prompt_tokens" -> prompt = LenientNumber.readInteger(parser);
					case "completion_tokens" -> completion = LenientNumber.readInteger(parser);
					case "total_tokens" -> total = LenientNumber.readInteger(parser);
					case "precached_prompt_tokens" -> precached = LenientNumber.readInteger(parser);
					default -> skip(parser);
				}
			}
			return new TokenUsage(prompt, completion, total, precached);
		}

	}

}
