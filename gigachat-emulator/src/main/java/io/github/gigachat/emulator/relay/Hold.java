package io.github.gigachat.emulator.relay;

import java.util.concurrent.CompletableFuture;

/**
 * The point at which an exchange is silent until it is let go.
 */
public final class Hold {

	private final CompletableFuture<Void> resumed = new CompletableFuture<>();

	/**
	 * Creates a hold that nobody has let go.
	 */
	public Hold() {
	}

	/**
	 * Lets the exchange go on.
	 */
	public void resume() {
		this.resumed.complete(null);
	}

	void await(Exchange exchange) {
		CompletableFuture.anyOf(this.resumed, exchange.end()).join();
	}

}
