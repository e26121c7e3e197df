package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * A rate limit as a response stated it. What it did not state is zero, since Spring AI's
 * type has no absent values: a remaining number means something beside its limit only.
 *
 * @param requestsLimit the most requests
 * @param requestsRemaining the requests that are left
 * @param requestsReset how long until there are as many again
 * @param tokensLimit the most tokens
 * @param tokensRemaining the tokens that are left
 * @param tokensReset how long until there are as many again
 */
record StatedRateLimit(@Nullable Long requestsLimit, @Nullable Long requestsRemaining, @Nullable Duration requestsReset,
		@Nullable Long tokensLimit, @Nullable Long tokensRemaining,
		@Nullable Duration tokensReset) implements RateLimit {

	@Override
	public Long getRequestsLimit() {
		return orZero(this.requestsLimit);
	}

	@Override
	public Long getRequestsRemaining() {
		return orZero(this.requestsRemaining);
	}

	@Override
	public Duration getRequestsReset() {
		return orZero(this.requestsReset);
	}

	@Override
	public Long getTokensLimit() {
		return orZero(this.tokensLimit);
	}

	@Override
	public Long getTokensRemaining() {
		return orZero(this.tokensRemaining);
	}

	@Override
	public Duration getTokensReset() {
		return orZero(this.tokensReset);
	}

	private static Long orZero(@Nullable Long value) {
		return (value != null) ? value : Long.valueOf(0);
	}

	private static Duration orZero(@Nullable Duration value) {
		return (value != null) ? value : Duration.ZERO;
	}

}
