package io.github.gigachat.emulator.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Issues access tokens and checks their expiry.
 */
public final class IssuedTokens {

	private final Duration lifetime;

	private final Duration grace;

	private final AtomicLong count = new AtomicLong();

	private final Map<String, Instant> expiry = new ConcurrentHashMap<>();

	public IssuedTokens(Duration lifetime, Duration grace) {
		this.lifetime = lifetime;
		this.grace = grace;
	}

	Token issue() {
		Instant end = Instant.now().plus(this.lifetime);
		String value = "emulator-token-" + this.count.incrementAndGet() + "-" + UUID.randomUUID();
		this.expiry.put(value, end.plus(this.grace));
		return new Token(value, end);
	}

	State state(String token) {
		Instant end = this.expiry.get(token);
		if (end == null) {
			return State.UNKNOWN;
		}
		return Instant.now().isBefore(end) ? State.VALID : State.EXPIRED;
	}

	public void expireAll() {
		this.expiry.replaceAll((token, end) -> Instant.EPOCH);
	}

	public void revokeAll() {
		this.expiry.clear();
	}

	/**
	 * An access token.
	 *
	 * @param value the token
	 * @param expiresAt the first instant at which it is refused
	 */
	record Token(String value, Instant expiresAt) {

		@Override
		public String toString() {
			return "Token[expiresAt=" + this.expiresAt + "]";
		}

	}

	/**
	 * The state of a token.
	 */
	enum State {

		VALID, EXPIRED,
		/** It was never issued, or it was revoked. */
		UNKNOWN

	}

}
