package io.github.gigachat.samples.gateway.access;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.bucket4j.TimeMeter;
import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests the arithmetic of the limits of a key, in a time of its own.
 */
class KeyLimitsTests {

	private final Time time = new Time();

	@Test
	void requestsComeBackOneByOne() {
		KeyLimits limits = limits(2, null);
		assertThat(refusal(limits)).isNull();
		assertThat(refusal(limits)).isNull();

		assertThat(refusal(limits)).isEqualTo(Duration.ofSeconds(30));
		this.time.pass(Duration.ofSeconds(30).minusNanos(1));
		assertThat(refusal(limits)).isEqualTo(Duration.ofMillis(1));
		this.time.pass(Duration.ofNanos(1));
		assertThat(refusal(limits)).isNull();
		assertThat(refusal(limits)).isEqualTo(Duration.ofSeconds(30));
		this.time.pass(Duration.ofHours(1));
		assertThat(header(limits, "remaining-requests")).isEqualTo("2");
	}

	@Test
	void tokensAreOwedForAMinuteAtMost() {
		KeyLimits limits = limits(null, 100);
		limits.charge(1_000_000);

		assertThat(header(limits, "remaining-tokens")).isEqualTo("0");
		assertThat(header(limits, "reset-tokens")).isEqualTo("2m0s");
		assertThat(refusal(limits)).isEqualTo(Duration.ofMillis(60_600));
		limits.charge(50);
		assertThat(refusal(limits)).as("there is no more debt").isEqualTo(Duration.ofMillis(60_600));
		this.time.pass(Duration.ofSeconds(60));
		assertThat(refusal(limits)).isEqualTo(Duration.ofMillis(600));
		this.time.pass(Duration.ofMillis(600));
		assertThat(refusal(limits)).isNull();
	}

	@Test
	void theStatedTimeIsRoundedUp() {
		KeyLimits limits = limits(null, 7);
		limits.charge(7);

		// 60 / 7 s
		Duration stated = Objects.requireNonNull(refusal(limits));
		assertThat(stated).isEqualTo(Duration.ofMillis(8572));
		this.time.pass(stated.minusMillis(1));
		assertThat(refusal(limits)).isEqualTo(Duration.ofMillis(1));
		this.time.pass(Duration.ofMillis(1));
		assertThat(refusal(limits)).isNull();
	}

	@Test
	void theLongerTimeIsStated() {
		KeyLimits limits = limits(1, 100);
		assertThat(refusal(limits)).isNull();
		limits.charge(110);

		assertThat(refusal(limits)).isEqualTo(Duration.ofSeconds(60));
		limits.charge(100);
		assertThat(refusal(limits)).isEqualTo(Duration.ofMillis(60_600));
	}

	@Test
	void whatIsRefusedDoesNotCount() {
		KeyLimits limits = limits(10, 100);
		limits.charge(100);

		assertThat(refusal(limits)).isNotNull();
		assertThat(header(limits, "remaining-requests")).isEqualTo("10");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0s", "1, 600ms", "2, 2s", "99, 1m0s", "100, 1m0s", "150, 1m30s" })
	void theTimeToTheFullLimitIsStated(long used, String reset) {
		KeyLimits limits = limits(null, 100);

		limits.charge(used);

		assertThat(header(limits, "limit-tokens")).isEqualTo("100");
		assertThat(header(limits, "reset-tokens")).isEqualTo(reset);
	}

	@Test
	void chargesAtTheSameTimeAreAllTaken() throws Exception {
		KeyLimits limits = limits(null, 1000);

		atTheSameTime(() -> {
			for (int i = 0; i < 100; i++) {
				limits.charge(1);
			}
		});

		assertThat(header(limits, "remaining-tokens")).isEqualTo("200");
	}

	@Test
	void chargesAtTheSameTimeOweNoMoreThanAMinute() throws Exception {
		for (int i = 0; i < 300; i++) {
			KeyLimits limits = limits(null, 1000);

			atTheSameTime(() -> limits.charge(1500));

			assertThat(header(limits, "reset-tokens")).isEqualTo("2m0s");
		}
	}

	private KeyLimits limits(@Nullable Integer requests, @Nullable Integer tokens) {
		return new KeyLimits(requests, tokens, null, this.time);
	}

	/** Returns the time after which to repeat, or null if the request is let in. */
	private static @Nullable Duration refusal(KeyLimits limits) {
		ApiException refusal = catchThrowableOfType(ApiException.class, limits::enter);
		if (refusal == null) {
			limits.leave();
			return null;
		}
		Duration stated = Objects.requireNonNull(refusal.error().retryAfter());
		assertThat(refusal.error().message()).endsWith("after " + (long) Math.ceil(stated.toMillis() / 1000.0) + " s");
		return stated;
	}

	private static String header(KeyLimits limits, String name) {
		HttpHeaders headers = new HttpHeaders();
		limits.write(headers);
		return Objects.requireNonNull(headers.getFirst("x-ratelimit-" + name));
	}

	private static void atTheSameTime(Runnable action) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		CountDownLatch ready = new CountDownLatch(8);
		List<? extends Future<?>> ends = Stream.generate(() -> threads.submit(() -> {
			ready.countDown();
			ready.await();
			action.run();
			return true;
		})).limit(8).toList();
		for (Future<?> end : ends) {
			end.get();
		}
		threads.shutdown();
	}

	/** A time that only passes when it is told to. */
	private static final class Time implements TimeMeter {

		private final AtomicLong now = new AtomicLong();

		void pass(Duration duration) {
			this.now.addAndGet(duration.toNanos());
		}

		@Override
		public long currentTimeNanos() {
			return this.now.get();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
