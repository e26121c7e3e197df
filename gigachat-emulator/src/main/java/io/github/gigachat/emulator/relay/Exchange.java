package io.github.gigachat.emulator.relay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A request and its response on their way through the relay.
 * <p>
 * The server sets the plan before it writes the first byte, so the plan is set when the
 * relay reads that byte. An exchange ends once.
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

	/** Returns {@code HTTP/1.1} or {@code HTTP/2}. */
	public String protocol() {
		return this.protocol;
	}

	/** Returns the number of the client's connection, counted from 1. */
	public long connection() {
		return this.connection;
	}

	public void plan(FaultPlan plan) {
		this.plan = plan;
	}

	/** Runs an action at the end of the exchange, or at once if it has ended. */
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

	/** Waits for a duration and returns whether the exchange is still open. */
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
