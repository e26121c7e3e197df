package io.github.gigachat.spring.ai.internal.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A refresh that is under way, with the places of those who wait for it. It belongs to
 * the turns of its owner, and lets go of whoever leaves: it may last as long as an
 * outage.
 */
final class TokenRefresh {

	private final Turns turns;

	/** By something that each has to itself, in the order in which they came. */
	private final Map<Object, CompletableFuture<AccessToken>> places = new LinkedHashMap<>();

	private boolean failed;

	TokenRefresh(Turns turns) {
		this.turns = turns;
	}

	/** In a turn. The place is left when it is completed, by whomsoever. */
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

	/** In a turn. Whether the last of those who waited left between two attempts. */
	boolean isGivenUp() {
		return this.failed && this.places.isEmpty();
	}

	/** In a turn. What completes a place hands the caller's own code on. */
	void succeed(AccessToken token) {
		List.copyOf(this.places.values()).forEach((place) -> place.complete(token));
	}

	/** In a turn. */
	void fail(RuntimeException failure) {
		List.copyOf(this.places.values()).forEach((place) -> place.completeExceptionally(failure));
	}

}
