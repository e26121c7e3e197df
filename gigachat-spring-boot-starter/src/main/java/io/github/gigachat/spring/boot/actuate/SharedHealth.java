package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;

/**
 * Has the health checked by one caller at a time, whose answer is that of all who ask
 * meanwhile and shortly after.
 */
final class SharedHealth {

	private final Duration reuse;

	private final Duration longestCheck;

	private final AtomicReference<@Nullable Check> last = new AtomicReference<>();

	/**
	 * Creates the share.
	 * @param reuse how long an answer holds
	 * @param longestCheck when a check of another caller is waited for no longer
	 */
	SharedHealth(Duration reuse, Duration longestCheck) {
		this.reuse = reuse;
		this.longestCheck = longestCheck;
	}

	/**
	 * The health.
	 * @param check checks it
	 * @return the answer of this check or of a recent one
	 * @throws Exception what the check throws
	 */
	Health get(Callable<Health> check) throws Exception {
		Check present = this.last.get();
		if (present == null || present.isOver(this.reuse)) {
			Check own = new Check(System.nanoTime(), new CompletableFuture<>());
			if (this.last.compareAndSet(present, own)) {
				return lead(own, check);
			}
			present = this.last.get();
		}
		return (present != null) ? follow(present, check) : check.call();
	}

	private Health lead(Check own, Callable<Health> check) throws Exception {
		try {
			Health health = check.call();
			own.answer.complete(health);
			return health;
		}
		catch (Exception | Error ex) {
			this.last.compareAndSet(own, null);
			own.answer.completeExceptionally(ex);
			throw ex;
		}
	}

	private Health follow(Check other, Callable<Health> check) throws Exception {
		try {
			return other.answer.get(this.longestCheck.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// the other caller may have been interrupted
			return check.call();
		}
	}

	/**
	 * One check.
	 */
	private record Check(long startNanos, CompletableFuture<Health> answer) {

		boolean isOver(Duration reuse) {
			return this.answer.isDone() && System.nanoTime() - this.startNanos >= reuse.toNanos();
		}

	}

}
