package io.github.gigachat.emulator.relay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One request and its response on their way through the relay.
 * <p>
 * The server that answers sets the plan before it writes the first byte, so the plan is
 * there when the relay sees that byte. An exchange ends once.
 */
public final class Exchange {

	private final String tag;

	private final String protocol;

	private final long connection;

	private final CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();

	private volatile FaultPlan plan = FaultPlan.NONE;

	Exchange(String tag, String protocol, long connection) {
		this.tag = tag;
		this.protocol = protocol;
		this.connection = connection;
	}

	/**
	 * The protocol that the client speaks.
	 * @return {@code HTTP/1.1} or {@code HTTP/2}
	 */
	public String protocol() {
		return this.protocol;
	}

	/**
	 * The number of the client's connection.
	 * @return counted from 1
	 */
	public long connection() {
		return this.connection;
	}

	/**
	 * Sets what happens to the response.
	 * @param plan the plan
	 */
	public void plan(FaultPlan plan) {
		this.plan = plan;
	}

	/**
	 * Has something done at the end of the exchange, at once if it has ended.
	 * @param action is told how it ended
	 */
	public void onEnd(Consumer<ExchangeEnd> action) {
		CompletableFuture<Void> unused = this.end.thenAccept(action);
	}

	String tag() {
		return this.tag;
	}

	FaultPlan plan() {
		return this.plan;
	}

	CompletableFuture<ExchangeEnd> end() {
		return this.end;
	}

	boolean isOpen() {
		return !this.end.isDone();
	}

	void finish(ExchangeEnd how) {
		this.end.complete(how);
	}

	/**
	 * Lets time pass while the exchange is open.
	 * @param duration how long
	 * @return whether the exchange is still open
	 * @throws InterruptedException when interrupted
	 */
	boolean pause(Duration duration) throws InterruptedException {
		try {
			this.end.get(duration.toNanos(), TimeUnit.NANOSECONDS);
			return false;
		}
		catch (TimeoutException ex) {
			return true;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
