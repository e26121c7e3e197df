package io.github.gigachat.spring.ai.internal.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A running refresh with the futures of its waiting callers. Used only in the turns of
 * its owner. It drops the future of a caller that stops waiting, because a refresh may
 * last as long as an outage.
 */
final class TokenRefresh {

	private final Turns turns;

	/** The futures by a key that is unique to each, in the order of arrival. */
	private final Map<Object, CompletableFuture<AccessToken>> places = new LinkedHashMap<>();

	private boolean failed;

	TokenRefresh(Turns turns) {
		this.turns = turns;
	}

	/** In a turn. Adds a waiter, which is removed as soon as its future completes. */
	void join(CompletableFuture<AccessToken> place) {
		Object key = new Object();
		this.places.put(key, place);
		CompletableFuture<?> unused = place
			.whenComplete((token, failure) -> this.turns.take(() -> this.places.remove(key)));
	}

	/** In a turn. */
	boolean isWaitedFor() {
		return !this.places.isEmpty();
	}

	/** In a turn. */
	void attemptFailed() {
		this.failed = true;
	}

	/** In a turn. Returns whether all waiters left between two attempts. */
	boolean isGivenUp() {
		return this.failed && this.places.isEmpty();
	}

	/**
	 * In a turn. The futures pass the result to other threads before caller code runs.
	 */
	void succeed(AccessToken token) {
		List.copyOf(this.places.values()).forEach((place) -> place.complete(token));
	}

	/** In a turn. */
	void fail(RuntimeException failure) {
		List.copyOf(this.places.values()).forEach((place) -> place.completeExceptionally(failure));
	}

}
