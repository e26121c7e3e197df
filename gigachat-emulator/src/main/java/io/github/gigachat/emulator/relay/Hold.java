package io.github.gigachat.emulator.relay;

import java.util.concurrent.CompletableFuture;

/**
 * The point at which a silent exchange waits for its release.
 */
public final class Hold {

	private final CompletableFuture<Release> release = new CompletableFuture<>();

	public Hold() {
	}

	public void resume() {
		this.release.complete(Release.RESUME);
	}

	public void cut() {
		this.release.complete(Release.CUT);
	}

	/** Waits until the exchange is released or ends. */
	Release await(Exchange exchange) {
		return this.release.applyToEither(exchange.end().thenApply((end) -> Release.ENDED), (how) -> how).join();
	}

	/**
	 * The way in which a silent exchange goes on.
	 */
	enum Release {

		/** It sends the rest of the response. */
		RESUME,
		/** It is cut. */
		CUT,
		/** It has ended, because the client has left or the relay was closed. */
		ENDED

	}

}
