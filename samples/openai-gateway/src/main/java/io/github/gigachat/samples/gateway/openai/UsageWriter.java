package io.github.gigachat.samples.gateway.openai;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
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
	 * @param usage the usage
	 */
	public void write(JsonGenerator json, Usage usage) {
		Long stated = usage.getCacheReadInputTokens();
		long cached = (stated != null) ? stated : 0;
		long prompt = (this.cachedTokens == CachedTokens.ADDED) ? usage.getPromptTokens() + cached
				: Math.max(usage.getPromptTokens(), cached);
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("prompt_tokens", prompt);
		json.writeNumberProperty("completion_tokens", usage.getCompletionTokens());
		json.writeNumberProperty("total_tokens", prompt + usage.getCompletionTokens());
		json.writeObjectPropertyStart("prompt_tokens_details");
		json.writeNumberProperty("cached_tokens", cached);
		json.writeEndObject();
		json.writeEndObject();
	}

}
