package io.github.gigachat.spring.ai.internal.token;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A running refresh with the futures of its waiting callers. Used only in the turns of
 * its owner. It drops the future of a caller that stops waiting, because a refresh may
 * last as long as an outage.
 */
@SuppressWarnings("UndefinedEquals") // a future is equal to itself only
final class TokenRefresh {

	private final Turns turns;

	/** In the order of arrival. */
	private final Set<CompletableFuture<AccessToken>> places = new LinkedHashSet<>();

	private boolean failed;

	TokenRefresh(Turns turns) {
		this.turns = turns;
	}

	/**
	 * Adds a waiter, which is removed as soon as its future completes. Called in a turn.
	 */
	void join(CompletableFuture<AccessToken> place) {
		this.places.add(place);
		CompletableFuture<?> unused = place
			.whenComplete((token, failure) -> this.turns.take(() -> this.places.remove(place)));
	}

	/** Called in a turn. */
	boolean isWaitedFor() {
		return !this.places.isEmpty();
	}

	/** Called in a turn. */
	void attemptFailed() {
		this.failed = true;
	}

	/** Returns whether all waiters left between two attempts. Called in a turn. */
	boolean isGivenUp() {
		return this.failed && this.places.isEmpty();
	}

	/**
	 * Completes the waiters. They run callers' code on other threads. Called in a turn.
	 */
	void succeed(AccessToken token) {
		List.copyOf(this.places).forEach((place) -> place.complete(token));
	}

	/** Called in a turn. */
	void fail(RuntimeException failure) {
		List.copyOf(this.places).forEach((place) -> place.completeExceptionally(failure));
	}

}
