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
 * The permit of one request under a {@link RequestLimit}, from its place in the queue to
 * its release.
 * <p>
 * Invariants: {@link #state} changes from waiting to held or over, and from held to over,
 * each at most once; the thread that changes it performs the actions of that step. The
 * permit is over when the last of its {@link #holders} has released it. One holder is the
 * caller, another is the connection of a stream: for a slow subscriber the connection may
 * end long before the subscriber has read everything, or the other way around.
 */
final class RequestPermit implements AutoCloseable {

	private static final int WAITING = 0;

	private static final int HELD = 1;

	private static final int OVER = 2;

	private static final CompletableFuture<Void> GRANTED = CompletableFuture.completedFuture(null);

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
		this.turn = queued ? new CompletableFuture<>() : GRANTED;
		this.enteredAt = queued ? System.nanoTime() : 0;
	}

	static RequestPermit granted(RequestLimit limit) {
		return new RequestPermit(limit, false);
	}

	static RequestPermit waiting(RequestLimit limit) {
		return new RequestPermit(limit, true);
	}

	/**
	 * Returns whether the request was not admitted at once.
	 */
	boolean hasQueued() {
		return this.queued;
	}

	/**
	 * Returns whether all holders have released the permit.
	 */
	boolean isOver() {
		return this.holders.get() == 0;
	}

	/**
	 * Blocks until the permit is granted.
	 * @param atMost the remaining time of the call
	 * @throws RuntimeException this provider's exception if the permit is not granted in
	 * time
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
	 * Returns a {@code Mono} that completes when the permit is granted. It completes on
	 * another thread than the granting one, which has to end its own request and to admit
	 * others.
	 * @param atMost the remaining time of the call
	 */
	Mono<Void> turn(Duration atMost) {
		return Mono.fromFuture(this.turn)
			.timeout(bound(atMost), Mono.error(() -> timedOut(atMost)))
			.publishOn(Schedulers.boundedElastic());
	}

	/**
	 * Adds a holder.
	 * @return the action that releases the permit for this holder; further runs of it
	 * have no effect
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
	 * Releases the permit, or the place in the queue, for the caller. Further calls have
	 * no effect.
	 */
	@Override
	public void close() {
		letGo(this.released);
	}

	/**
	 * Grants the permit.
	 * @return {@code true} if the permit was still waiting
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
	 * Fails the wait for the permit.
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
