package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.gigachat.spring.ai.auth.TokenError;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records the results of the last attempts to get a token, without secrets.
 */
final class RefreshHistory {

	private static final Log logger = LogFactory.getLog(AccessTokens.LOGGER_NAME);

	private final Clock clock;

	private final List<TokenListener> listeners;

	private volatile @Nullable Instant lastRefresh;

	private volatile @Nullable TokenError lastError;

	RefreshHistory(Clock clock, List<TokenListener> listeners) {
		this.clock = clock;
		this.listeners = List.copyOf(listeners);
	}

	void succeeded() {
		this.lastRefresh = this.clock.instant();
		this.lastError = null;
	}

	void failed(AccessTokenSource.Failure failure) {
		this.lastError = new TokenError(failure.kind(), AccessTokenSource.Failure.describe(failure.exception()),
				this.clock.instant());
	}

	/** Notifies the listeners. Called on a thread that may block. */
	void tell(TokenListener.Outcome outcome, long startNanos) {
		Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
		for (TokenListener listener : this.listeners) {
			try {
				listener.refreshed(outcome, duration);
			}
			catch (Throwable ex) {
				// a failing listener must not affect the callers that wait for the token
				logger.debug("A listener of access tokens failed with " + ex.getClass().getName());
			}
		}
	}

	/**
	 * Logs one line for a series of failures, which no caller notices while the token is
	 * valid.
	 */
	void report(RuntimeException failure, @Nullable CachedToken cached) {
		if (cached != null && cached.isLiving(this.clock.instant()) && logger.isWarnEnabled()) {
			logger.warn("Refreshing the access token failed; the current one is used until "
					+ cached.token().expiresAt() + ": " + AccessTokenSource.Failure.describe(failure));
		}
	}

	TokenState state(@Nullable CachedToken cached) {
		if (cached == null || !cached.isLiving(this.clock.instant())) {
			return new TokenState(true, false, null, null, this.lastRefresh, this.lastError);
		}
		return new TokenState(true, true, stated(cached.token().expiresAt()), stated(cached.refreshAt()),
				this.lastRefresh, this.lastError);
	}

	private static @Nullable Instant stated(Instant instant) {
		return Instant.MAX.equals(instant) ? null : instant;
	}

}
