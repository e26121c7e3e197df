package io.github.gigachat.spring.ai.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the storms are watched with sees what it is to see.
 */
@Tag("faults")
@EnabledForJreRange(min = JRE.JAVA_21)
class PinnedThreadsTests {

	@Test
	void aPinnedThreadIsDetected() {
		try (PinnedThreads pinned = PinnedThreads.record()) {
			new VirtualThreadTaskExecutor("pinned-").submitCompletable(() -> assertThat(Pinning.DONE).isTrue()).join();

			assertThat(pinned.seen()).isNotEmpty();
		}
	}

	/**
	 * A class initializer pins, on every JDK.
	 */
	private static final class Pinning {

		static final Boolean DONE = pin();

		private static Boolean pin() {
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			return true;
		}

	}

}
