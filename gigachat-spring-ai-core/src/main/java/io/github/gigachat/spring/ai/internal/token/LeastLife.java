package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives a token that is already expired on arrival a minimum lifetime. With a wrong
 * clock, of this machine or of the service, every token appears to be expired, and every
 * call would fetch another one. If the token is really invalid, the service responds with
 * 401.
 */
final class LeastLife implements AccessTokenSource {

	private static final Log logger = LogFactory.getLog(AccessTokens.LOGGER_NAME);

	private static final Duration LEAST_LIFE = Duration.ofSeconds(60);

	private final AccessTokenSource source;

	private final Clock clock;

	private final AtomicBoolean told = new AtomicBoolean();

	LeastLife(AccessTokenSource source, Clock clock) {
		this.source = source;
		this.clock = clock;
	}

	@Override
	public AccessToken fetch() {
		return lasting(this.source.fetch());
	}

	@Override
	public AccessToken fetchWith(String credential) {
		return lasting(this.source.fetchWith(credential));
	}

	private AccessToken lasting(@Nullable AccessToken token) {
		if (token == null) {
			throw new IllegalStateException("The source of access tokens returned null");
		}
		Instant now = this.clock.instant();
		if (token.expiresAt().isAfter(now)) {
			this.told.set(false);
			return token;
		}
		if (!this.told.getAndSet(true) && logger.isWarnEnabled()) {
			logger.warn("Received an access token that expired at " + token.expiresAt()
					+ ", while this machine's clock shows " + now
					+ ": one of the clocks is wrong. Such tokens are used for " + LEAST_LIFE.toSeconds()
					+ " s each, or until the service refuses them");
		}
		return new AccessToken(token.value(), now.plus(LEAST_LIFE));
	}

	@Override
	public @Nullable Duration pauseAfter(RuntimeException failure) {
		return this.source.pauseAfter(failure);
	}

	@Override
	public Trouble troubleOf(RuntimeException failure) {
		return this.source.troubleOf(failure);
	}

	@Override
	public String describe() {
		return this.source.describe();
	}

	@Override
	public boolean alwaysWorthRepeating() {
		return this.source.alwaysWorthRepeating();
	}

}
