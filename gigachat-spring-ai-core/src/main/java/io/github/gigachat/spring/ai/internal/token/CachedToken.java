package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A token in use, with the moment from which on it is refreshed in the background.
 *
 * @param token the token
 * @param refreshAt the first moment at which a caller starts its refresh
 */
record CachedToken(AccessToken token, Instant refreshAt) {

	/** By which part less than asked for a token is refreshed ahead, at most. */
	private static final double JITTER = 0.2;

	static CachedToken of(AccessToken token, Duration refreshAhead, Instant now) {
		if (token.expiresAt().equals(Instant.MAX)) {
			return new CachedToken(token, Instant.MAX);
		}
		Duration third = Duration.between(now, token.expiresAt()).dividedBy(3);
		Duration ahead = (third.compareTo(refreshAhead) < 0) ? third : refreshAhead;
		// instances that were started together must not refresh in lock step
		long later = (long) (ahead.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble());
		return new CachedToken(token, token.expiresAt().minus(ahead).plusMillis(later));
	}

	boolean isLiving(Instant now) {
		return now.isBefore(this.token.expiresAt());
	}

	/** The rest of the token's life, negative when it is over. */
	Duration rest(Instant now) {
		return Duration.between(now, this.token.expiresAt());
	}

	boolean isDue(Instant now) {
		return !now.isBefore(this.refreshAt);
	}

}
