package io.github.gigachat.emulator.relay;

import java.util.concurrent.CompletableFuture;

/**
 * The point at which an exchange is silent until it is let go.
 */
public final class Hold {

	private final CompletableFuture<Release> release = new CompletableFuture<>();

	/**
	 * Creates a hold that nobody has let go.
	 */
	public Hold() {
	}

	/**
	 * Lets the exchange go on.
	 */
	public void resume() {
		this.release.complete(Release.RESUME);
	}

	/**
	 * Has the exchange cut where it is.
	 */
	public void cut() {
		this.release.complete(Release.CUT);
	}

	/**
	 * Waits until the exchange is let go.
	 * @param exchange the exchange, which may also end meanwhile
	 * @return how it goes on
	 */
	Release await(Exchange exchange) {
		return this.release.applyToEither(exchange.end().thenApply((end) -> Release.ENDED), (how) -> how).join();
	}

	/**
	 * How a silent exchange goes on.
	 */
	enum Release {

		/** With what is left of the response. */
		RESUME,
		/** By being cut. */
		CUT,
		/** Not at all: the client has left. */
		ENDED

	}

}
