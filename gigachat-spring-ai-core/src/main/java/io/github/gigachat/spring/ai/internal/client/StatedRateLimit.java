package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * A rate limit as stated by a response. Values that the response did not state are zero,
 * because Spring AI's type has no absent values: a remaining number is meaningful only if
 * its limit is not zero.
 *
 * @param requestsLimit the maximum number of requests
 * @param requestsRemaining the remaining number of requests
 * @param requestsReset the time until the requests are available again
 * @param tokensLimit the maximum number of tokens
 * @param tokensRemaining the remaining number of tokens
 * @param tokensReset the time until the tokens are available again
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
