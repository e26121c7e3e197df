package io.github.gigachat.samples.gateway.chat;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes calls to the service that block a thread. It has threads of its own: a silent
 * service shall not hold those of chats.
 */
public final class BlockingCalls {

	private static final int IDLE_SECONDS = 60;

	private final Scheduler scheduler;

	private final String calls;

	/**
	 * Creates the threads.
	 * @param name the name of the threads
	 * @param threads the number of calls at the same time
	 * @param queue the number of calls that wait for each thread
	 * @param calls the calls, as clients know them
	 */
	public BlockingCalls(String name, int threads, int queue, String calls) {
		this.scheduler = Schedulers.newBoundedElastic(threads, queue, name, IDLE_SECONDS, true);
		this.calls = calls;
	}

	/**
	 * Makes a call. A subscriber that leaves interrupts it, and the failure that follows
	 * from that goes nowhere.
	 * @param <T> the type of the result
	 * @param call the call
	 * @return the result, or an {@link ApiException} with status 503 if too many calls
	 * wait
	 */
	public <T> Mono<T> make(Callable<T> call) {
		return Mono.defer(() -> {
			AtomicBoolean left = new AtomicBoolean();
			return Mono.fromCallable(() -> {
				try {
					return call.call();
				}
				catch (Exception ex) {
					if (left.get()) {
						// Reactor would log a failure that nobody waits for
						return null;
					}
					throw ex;
				}
			}).subscribeOn(this.scheduler).doOnCancel(() -> left.set(true));
		}).onErrorMap(RejectedExecutionException.class, (failure) -> new ApiException(full(), failure));
	}

	private ApiError full() {
		return ApiError.overloaded("Too many " + this.calls + " wait for GigaChat");
	}

	/** Interrupts all calls. */
	public void close() {
		this.scheduler.dispose();
	}

}
