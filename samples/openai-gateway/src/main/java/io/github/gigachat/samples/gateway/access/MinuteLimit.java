package io.github.gigachat.samples.gateway.access;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;

import org.springframework.http.HttpHeaders;

/**
 * A limit for a minute. A bucket holds as much as a minute allows, and refills
 * continuously. It may owe as much as it holds.
 */
final class MinuteLimit {

	/** The word for what is limited, {@code requests} or {@code tokens}. */
	private final String unit;

	private final int limit;

	private final Bucket bucket;

	private final ReentrantLock charge = new ReentrantLock();

	/**
	 * Creates a limit that is not used up.
	 * @param time the time by which the bucket refills
	 */
	MinuteLimit(String unit, int limit, TimeMeter time) {
		this.unit = unit;
		this.limit = limit;
		this.bucket = Bucket.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, Duration.ofMinutes(1)))
			.withCustomTimePrecision(time)
			.build();
	}

	String unit() {
		return this.unit;
	}

	int limit() {
		return this.limit;
	}

	/** Takes one out, or returns the time until there is one. */
	Duration take() {
		return Duration.ofNanos(this.bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
	}

	/** Returns the time until there is one, zero if there is one now. */
	Duration untilOne() {
		return Duration.ofNanos(this.bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
	}

	/** Takes out what was used. The bucket owes what it does not have. */
	void charge(long used) {
		this.charge.lock();
		try {
			long most = this.bucket.getAvailableTokens() + this.limit;
			if (Math.min(used, most) > 0) {
				this.bucket.consumeIgnoringRateLimits(Math.min(used, most));
			}
		}
		finally {
			this.charge.unlock();
		}
	}

	/** Writes the state of the limit into the headers of an answer. */
	void write(HttpHeaders headers) {
		EstimationProbe whole = this.bucket.estimateAbilityToConsume(this.limit);
		headers.set("x-ratelimit-limit-" + this.unit, Integer.toString(this.limit));
		headers.set("x-ratelimit-remaining-" + this.unit, Long.toString(Math.max(0, whole.getRemainingTokens())));
		headers.set("x-ratelimit-reset-" + this.unit, time(Duration.ofNanos(whole.getNanosToWaitForRefill())));
	}

	/** Writes a time as the OpenAI API does: 6m0s, 59s, 120ms. */
	private static String time(Duration time) {
		long millis = (time.toNanos() + 999_999) / 1_000_000;
		if (millis > 0 && millis < 1000) {
			return millis + "ms";
		}
		long seconds = (millis + 999) / 1000;
		return (seconds < 60) ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
	}

}
