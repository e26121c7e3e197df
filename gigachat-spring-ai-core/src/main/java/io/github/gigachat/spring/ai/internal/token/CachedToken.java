package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The current token with the time of its background refresh.
 * 
 * @param refreshAt the time from which a call starts the refresh
 */
record CachedToken(AccessToken token, Instant refreshAt) {

	/** The maximum fraction by which the refresh is delayed at random. */
	private static final double JITTER = 0.2;

	static CachedToken of(AccessToken token, Duration refreshAhead, Instant now) {
		if (token.expiresAt().equals(Instant.MAX)) {
			return new CachedToken(token, Instant.MAX);
		}
		Duration third = Duration.between(now, token.expiresAt()).dividedBy(3);
		Duration ahead = (third.compareTo(refreshAhead) < 0) ? third : refreshAhead;
		// instances that started together must not refresh at the same time
		long later = (long) (ahead.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble());
		return new CachedToken(token, token.expiresAt().minus(ahead).plusMillis(later));
	}

	boolean isLiving(Instant now) {
		return now.isBefore(this.token.expiresAt());
	}

	/** Returns the remaining lifetime, negative after the expiry. */
	Duration rest(Instant now) {
		return Duration.between(now, this.token.expiresAt());
	}

	boolean isDue(Instant now) {
		return !now.isBefore(this.refreshAt);
	}

}
