package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.spring.ai.api.client.RequestWaitListener.WaitEnd;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One request's permit under a {@link RequestLimit}, from its place in line to its end.
 * <p>
 * Invariants: {@link #state} goes from waiting to held or over, and from held to over,
 * each once, and who moves it does what belongs to that step; the permit is over when the
 * last of its {@link #holders} let go. The caller is one of them, the connection of a
 * stream another: the stream of a reader that lags behind may be over for the service
 * long before it is for the caller, or the other way around.
 */
final class RequestPermit implements AutoCloseable {

	private static final int WAITING = 0;

	private static final int HELD = 1;

	private static final int OVER = 2;

	private final RequestLimit limit;

	private final AtomicInteger state;

	private final AtomicInteger holders = new AtomicInteger(1);

	private final AtomicBoolean released = new AtomicBoolean();

	private final CompletableFuture<Void> turn;

	private final boolean queued;

	private final long enteredAt;

	private RequestPermit(RequestLimit limit, boolean queued) {
		this.limit = limit;
		this.queued = queued;
		this.state = new AtomicInteger(queued ? WAITING : HELD);
		this.turn = queued ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
		this.enteredAt = queued ? System.nanoTime() : 0;
	}

	static RequestPermit granted(RequestLimit limit) {
		return new RequestPermit(limit, false);
	}

	static RequestPermit waiting(RequestLimit limit) {
		return new RequestPermit(limit, true);
	}

	/**
	 * Whether the request was not admitted at once.
	 */
	boolean hasQueued() {
		return this.queued;
	}

	/**
	 * Whether nobody holds the permit any more.
	 */
	boolean isOver() {
		return this.holders.get() == 0;
	}

	/**
	 * Blocks until there is room.
	 * @param atMost the rest of the call's time
	 * @throws RuntimeException this provider's exception when there was none in time
	 */
	void await(Duration atMost) {
		if (!this.queued) {
			return;
		}
		try {
			this.turn.get(bound(atMost).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw timedOut(atMost);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ExceptionFactory.interruptedInLine(ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException refused) ? refused : new IllegalStateException(ex);
		}
	}

	/**
	 * Completes when there is room. The thread that made it has a request of its own to
	 * end, and others to admit: it does not run what this one does next.
	 * @param atMost the rest of the call's time
	 */
	Mono<Void> turn(Duration atMost) {
		return Mono.fromFuture(this.turn)
			.timeout(bound(atMost), Mono.error(() -> timedOut(atMost)))
			.publishOn(Schedulers.boundedElastic());
	}

	/**
	 * Holds the permit once more.
	 * @return lets go; more than once does no harm
	 */
	Runnable hold() {
		int current = this.holders.get();
		while (current > 0) {
			if (this.holders.compareAndSet(current, current + 1)) {
				AtomicBoolean letGo = new AtomicBoolean();
				return () -> letGo(letGo);
			}
			current = this.holders.get();
		}
		return () -> {
		};
	}

	/**
	 * The caller does not need the permit, or its place in line, any more; more than once
	 * does no harm.
	 */
	@Override
	public void close() {
		letGo(this.released);
	}

	/**
	 * There is room.
	 * @return whether the permit was still waiting for it
	 */
	boolean grant() {
		if (!this.state.compareAndSet(WAITING, HELD)) {
			return false;
		}
		this.limit.granted(waited());
		this.turn.complete(null);
		return true;
	}

	/**
	 * There will be no room.
	 */
	void refuse(RuntimeException reason) {
		leaveLine(WaitEnd.LEFT);
		this.turn.completeExceptionally(reason);
	}

	private void letGo(AtomicBoolean gone) {
		if (!gone.compareAndSet(false, true) || this.holders.decrementAndGet() > 0) {
			return;
		}
		leaveLine(WaitEnd.LEFT);
		if (this.state.compareAndSet(HELD, OVER)) {
			this.limit.giveBack();
		}
	}

	private void leaveLine(WaitEnd end) {
		if (this.state.compareAndSet(WAITING, OVER)) {
			this.limit.left(this, waited(), end);
		}
	}

	private RuntimeException timedOut(Duration atMost) {
		leaveLine(WaitEnd.TIMED_OUT);
		boolean callOver = atMost.compareTo(this.limit.acquireTimeout()) < 0;
		return callOver ? ExceptionFactory.callOverInLine()
				: ExceptionFactory.noRoom(this.limit.acquireTimeout(), this.limit.state());
	}

	private Duration bound(Duration atMost) {
		Duration longest = this.limit.acquireTimeout();
		return (atMost.compareTo(longest) < 0) ? atMost : longest;
	}

	private Duration waited() {
		return Duration.ofNanos(System.nanoTime() - this.enteredAt);
	}

}
