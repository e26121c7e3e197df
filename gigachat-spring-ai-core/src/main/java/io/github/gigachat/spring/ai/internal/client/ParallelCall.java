package io.github.gigachat.spring.ai.internal.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * One call of several requests, which any number of threads work at.
 * <p>
 * Invariants, under the lock: a request is waiting, with one of the {@link #workers}, or
 * done; whoever ends while requests wait leaves another worker behind. A request that
 * found no room at the service is given back by all but the last worker: so their number
 * falls to what the service takes, and only the last one pauses and tries again. The
 * caller is interrupted only while it is known to work, and its flag is down after it.
 */
final class ParallelCall<T> {

	private final List<Function<CallScope, T>> attempts;

	/** Ends with the time of the whole call. */
	private final CallRetry retry;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition ended = this.lock.newCondition();

	private final Deque<Integer> waiting = new ArrayDeque<>();

	private final SortedMap<Integer, T> results = new TreeMap<>();

	private final List<Future<?>> helpers = new ArrayList<>();

	private int workers = 1;

	/** The thread that made the call, while it works. */
	private @Nullable Thread caller;

	private boolean callerStopped;

	private @Nullable Throwable failure;

	/**
	 * Creates the call, with the caller as its one worker.
	 * @param attempts one attempt of each request
	 * @param retry repeats a failed request, within the time of the whole call
	 */
	ParallelCall(List<Function<CallScope, T>> attempts, CallRetry retry) {
		this.attempts = attempts;
		this.retry = retry;
		for (int i = 0; i < attempts.size(); i++) {
			this.waiting.add(i);
		}
	}

	/**
	 * Has another thread work, too. Only the caller's thread calls this.
	 * @throws RejectedExecutionException when there is none
	 */
	void startHelper(Runnable work, ExecutorService threads) {
		change(() -> this.workers++);
		try {
			this.helpers.add(threads.submit(work));
		}
		catch (RejectedExecutionException ex) {
			change(() -> this.workers--);
			throw ex;
		}
	}

	/**
	 * Has the thread that made the call work, and waits for the other workers.
	 * @return the results in the order of the requests
	 * @throws RuntimeException the first failure
	 */
	List<T> workHere() {
		change(() -> this.caller = Thread.currentThread());
		work();
		change(() -> {
			this.caller = null;
			if (this.callerStopped) {
				// what it does next is none of this call's business
				Thread.interrupted();
			}
		});
		return results();
	}

	/** Works until nothing is left to do. */
	void work() {
		try {
			for (Integer request = next(); request != null; request = next()) {
				int current = request;
				if (!this.retry.call((scope) -> attempt(current, scope))) {
					return;
				}
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	/** One attempt; {@code false} when the request was given back, or nobody wants it. */
	private boolean attempt(int request, CallScope scope) {
		if (hasFailed()) {
			return false;
		}
		T result;
		try {
			result = this.attempts.get(request).apply(scope);
		}
		catch (GigaChatTransientException ex) {
			boolean noRoom = ex.kind() == FailureKind.RATE_LIMIT || ex.kind() == FailureKind.BUSY;
			if (noRoom && this.retry.isRepeating() && giveBack(request)) {
				return false;
			}
			throw ex;
		}
		change(() -> this.results.put(request, result));
		return true;
	}

	private @Nullable Integer next() {
		this.lock.lock();
		try {
			Integer next = (this.failure == null) ? this.waiting.poll() : null;
			if (next == null) {
				leave();
			}
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean giveBack(int request) {
		this.lock.lock();
		try {
			if (this.workers == 1) {
				return false;
			}
			this.waiting.addFirst(request);
			leave();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void fail(Throwable failure) {
		change(() -> {
			if (this.failure == null) {
				this.failure = failure;
				stopCaller();
			}
			leave();
		});
	}

	/** As the helpers, whom it cancels itself, the caller need not end its request. */
	private void stopCaller() {
		Thread thread = this.caller;
		if (thread != null && thread != Thread.currentThread()) {
			this.callerStopped = true;
			thread.interrupt();
		}
	}

	private boolean hasFailed() {
		this.lock.lock();
		try {
			return this.failure != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void leave() {
		this.workers--;
		this.ended.signalAll();
	}

	private void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<T> results() {
		this.lock.lock();
		try {
			while (this.workers > 0 && this.failure == null) {
				this.ended.await();
			}
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
			return done();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ExceptionFactory.interruptedParts(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<T> done() {
		if (this.results.size() < this.attempts.size()) {
			throw new IllegalStateException("A request was neither answered nor refused");
		}
		return List.copyOf(this.results.values());
	}

	/** Ends what is still under way. Only the caller's thread calls this. */
	void cancelHelpers() {
		this.helpers.forEach((helper) -> helper.cancel(true));
	}

}
