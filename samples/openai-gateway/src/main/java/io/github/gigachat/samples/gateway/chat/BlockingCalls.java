package io.github.gigachat.samples.gateway.chat;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes calls that block a thread.
 */
public final class BlockingCalls {

	private BlockingCalls() {
	}

	/**
	 * Makes a call on a thread of its own. A subscriber that leaves interrupts it, and
	 * the failure that follows from that goes nowhere.
	 * @param <T> the type of the result
	 * @param scheduler has the threads
	 * @param call the call
	 * @return the result
	 */
	public static <T> Mono<T> on(Scheduler scheduler, Callable<T> call) {
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
			}).subscribeOn(scheduler).doOnCancel(() -> left.set(true));
		});
	}

}
