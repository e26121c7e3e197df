package io.github.gigachat.samples.gateway.dialect;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * The tokens that a request took. Clients take cached tokens for a part of those of the
 * prompt.
 *
 * @param prompt the tokens of the prompt, with the cached ones
 * @param cached the tokens of the prompt that were cached
 * @param completion the tokens of the answer
 */
public record TokenCounts(long prompt, long cached, long completion) {

	/**
	 * Returns the counts of an answer.
	 * @param usage the usage that the service stated
	 * @param relation the relation of its cached tokens to its prompt tokens
	 * @return the counts, or {@code null} if it stated none
	 */
	public static @Nullable TokenCounts of(Usage usage, CachedTokens relation) {
		if (usage instanceof EmptyUsage) {
			return null;
		}
		Long stated = usage.getCacheReadInputTokens();
		long cached = (stated != null) ? stated : 0;
		long prompt = (relation == CachedTokens.ADDED) ? usage.getPromptTokens() + cached
				: Math.max(usage.getPromptTokens(), cached);
		return new TokenCounts(prompt, cached, usage.getCompletionTokens());
	}

	/**
	 * Returns the sum.
	 * @return the tokens of prompt and answer
	 */
	public long total() {
		return this.prompt + this.completion;
	}

}
