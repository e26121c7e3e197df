package io.github.gigachat.samples.gateway.access;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.github.bucket4j.TimeMeter;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The limits of a key, in this instance of the gateway. A limit that is {@code null} does
 * not exist. A request that is refused counts for none of them.
 */
final class KeyLimits {

	private final @Nullable MinuteLimit requests;

	private final @Nullable MinuteLimit tokens;

	private final @Nullable Integer most;

	private final Semaphore places;

	KeyLimits(@Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute,
			@Nullable Integer maxConcurrentRequests, TimeMeter time) {
		this.requests = (requestsPerMinute != null) ? new MinuteLimit("requests", requestsPerMinute, time) : null;
		this.tokens = (tokensPerMinute != null) ? new MinuteLimit("tokens", tokensPerMinute, time) : null;
		this.most = maxConcurrentRequests;
		this.places = new Semaphore((maxConcurrentRequests != null) ? maxConcurrentRequests : Integer.MAX_VALUE);
	}

	/**
	 * Lets a request in. {@link #leave()} has to follow.
	 * @throws ApiException with status 429 if a limit is reached
	 */
	void enter() {
		if (!this.places.tryAcquire()) {
			throw exceeded("requests", this.most + " requests at the same time", Duration.ofSeconds(1));
		}
		try {
			count();
		}
		catch (ApiException ex) {
			leave();
			throw ex;
		}
	}

	private void count() {
		Duration tokens = (this.tokens != null) ? this.tokens.untilOne() : Duration.ZERO;
		if (this.tokens != null && !tokens.isZero()) {
			Duration request = (this.requests != null) ? this.requests.untilOne() : Duration.ZERO;
			throw exceeded(this.tokens, (tokens.compareTo(request) > 0) ? tokens : request);
		}
		Duration request = (this.requests != null) ? this.requests.take() : Duration.ZERO;
		if (this.requests != null && !request.isZero()) {
			throw exceeded(this.requests, request);
		}
	}

	/** Notes the end of a request. */
	void leave() {
		this.places.release();
	}

	/** Takes the tokens of an answer. */
	void charge(long used) {
		if (this.tokens != null) {
			this.tokens.charge(used);
		}
	}

	/** Writes the state of the limits into the headers of an answer. */
	void write(HttpHeaders headers) {
		if (this.requests != null) {
			this.requests.write(headers);
		}
		if (this.tokens != null) {
			this.tokens.write(headers);
		}
	}

	private static ApiException exceeded(MinuteLimit limit, Duration wait) {
		return exceeded(limit.unit(), limit.limit() + " " + limit.unit() + " in a minute", wait);
	}

	private static ApiException exceeded(String type, String limit, Duration wait) {
		// a client that comes a part of a millisecond too early is refused again
		Duration whole = Duration.ofMillis(wait.plusNanos(999_999).toMillis());
		return new ApiException(ApiError
			.of(429, type, "rate_limit_exceeded",
					"The limit of this gateway's key is reached: " + limit + ". Repeat the request after "
							+ whole.plusMillis(999).toSeconds() + " s")
			.withRetryAfter(whole));
	}

}
