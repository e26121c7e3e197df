package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;

/**
 * Shares the result of a health check between callers. One caller checks at a time; its
 * result also serves the callers that waited for it and those that ask soon afterwards.
 */
final class SharedHealth {

	private final Duration reuse;

	private final Duration longestCheck;

	private final Lock checking = new ReentrantLock();

	private volatile @Nullable Result last;

	/**
	 * Creates a holder without a result.
	 * @param reuse the time, from its start, for which a check serves further callers
	 * @param longestCheck the maximum wait for the check of another caller
	 */
	SharedHealth(Duration reuse, Duration longestCheck) {
		this.reuse = reuse;
		this.longestCheck = longestCheck;
	}

	/**
	 * Returns the health.
	 * @param check checks the health
	 * @return the result of this check, or of a concurrent or recent one
	 * @throws Exception if the check fails; the failure is not shared
	 */
	Health get(Callable<Health> check) throws Exception {
		long asked = System.nanoTime();
		boolean locked = this.checking.tryLock(this.longestCheck.toNanos(), TimeUnit.NANOSECONDS);
		try {
			Result result = this.last;
			if (result == null || !result.serves(asked, this.reuse)) {
				long start = System.nanoTime();
				result = new Result(check.call(), start, System.nanoTime());
				this.last = result;
			}
			return result.health;
		}
		finally {
			if (locked) {
				this.checking.unlock();
			}
		}
	}

	/**
	 * The result of one check.
	 */
	private record Result(Health health, long startNanos, long endNanos) {

		boolean serves(long asked, Duration reuse) {
			return this.endNanos - asked > 0 || asked - this.startNanos < reuse.toNanos();
		}

	}

}
