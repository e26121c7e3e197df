package io.github.gigachat.spring.ai.internal.client;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Makes one call of several requests, some of them at the same time: no more than may be
 * under way at once, all within the time of one call.
 * <p>
 * The caller's thread does its share and would do all of it: it depends on no helper, so
 * that few threads are enough and nothing waits for one.
 */
public final class ParallelCalls implements AutoCloseable {

	/** As many as are considerate beside an application's other requests. */
	private static final int AT_ONCE_WITHOUT_LIMIT = 4;

	private static final int MOST_HELPERS = 32;

	private final Supplier<RequestLimitState> limit;

	private final ThreadPoolExecutor helpers;

	/**
	 * Creates the calls.
	 * @param limit how many requests may be under way at once
	 */
	public ParallelCalls(Supplier<RequestLimitState> limit) {
		this.limit = limit;
		this.helpers = new ThreadPoolExecutor(0, MOST_HELPERS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(),
				DaemonThreads.platform("gigachat-call-"));
	}

	/**
	 * Runs the requests.
	 * @param retry repeats a failed request, and bounds all of them together
	 * @param attempts one attempt of each
	 * @return what they returned, in their order
	 * @throws RuntimeException the first failure; requests that are under way then are
	 * cancelled
	 */
	public <T> List<T> run(CallRetry retry, List<Function<CallScope, T>> attempts) {
		if (attempts.size() == 1) {
			return List.of(retry.call(attempts.get(0)));
		}
		ParallelCall<T> call = new ParallelCall<>(attempts, retry.within(retry.timeout()));
		try {
			startHelpers(call, Math.min(attempts.size(), atOnce()) - 1);
			return call.workHere();
		}
		finally {
			call.cancelHelpers();
		}
	}

	private int atOnce() {
		Integer most = this.limit.get().limit();
		return (most != null) ? most : AT_ONCE_WITHOUT_LIMIT;
	}

	private void startHelpers(ParallelCall<?> call, int count) {
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
		Runnable work = snapshots.captureAll().wrap(call::work);
		for (int i = 0; i < count; i++) {
			try {
				call.startHelper(work, this.helpers);
			}
			catch (RejectedExecutionException ex) {
				// all are busy: the caller does it
				return;
			}
		}
	}

	@Override
	public void close() {
		this.helpers.shutdownNow();
	}

}
