package io.github.gigachat.samples.gateway.openai;

import java.util.Objects;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * Writes the usage of an answer. Cached tokens are a part of the prompt's tokens for
 * every client of this API.
 */
public final class UsageWriter {

	private final CachedTokens cachedTokens;

	/**
	 * Creates the writer.
	 * @param cachedTokens the relation of cached tokens to prompt tokens in the usage
	 * that the service states
	 */
	public UsageWriter(CachedTokens cachedTokens) {
		this.cachedTokens = cachedTokens;
	}

	/**
	 * Returns whether the service stated a usage.
	 * @param usage the usage of an answer
	 * @return {@code true} if there are numbers to write
	 */
	public static boolean isKnown(Usage usage) {
		return !(usage instanceof EmptyUsage);
	}

	/**
	 * Writes the usage as a field of an object.
	 * @param json the generator, within the object
	 * @param usage the usage, which is known
	 */
	public void write(JsonGenerator json, Usage usage) {
		TokenCounts tokens = Objects.requireNonNull(TokenCounts.of(usage, this.cachedTokens), "a known usage");
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("prompt_tokens", tokens.prompt());
		json.writeNumberProperty("completion_tokens", tokens.completion());
		json.writeNumberProperty("total_tokens", tokens.total());
		json.writeObjectPropertyStart("prompt_tokens_details");
		json.writeNumberProperty("cached_tokens", tokens.cached());
		json.writeEndObject();
		json.writeEndObject();
	}

}
