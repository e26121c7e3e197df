package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An interrupt stays within its section.
 */
class InterruptGuardTests {

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	@AfterEach
	void stop() {
		this.other.shutdownNow();
	}

	@Test
	void endsAWaitWithinTheSection() throws Exception {
		InterruptGuard section = new InterruptGuard();
		Future<?> interrupted = this.other.submit(section::interrupt);
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new CountDownLatch(1).await());
		section.leave(true);
		interrupted.get();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void leavesNoFlagBehindWhenNothingWaited() throws Exception {
		InterruptGuard section = new InterruptGuard();
		CompletableFuture.runAsync(section::interrupt, this.other).join();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		section.leave(false);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void doesNothingAfterTheSection() throws Exception {
		InterruptGuard section = new InterruptGuard();
		section.leave(false);
		CompletableFuture.runAsync(section::interrupt, this.other).join();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void keepsAnInterruptOfAnotherThread() throws Exception {
		InterruptGuard section = new InterruptGuard();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new CountDownLatch(1).await());
		section.leave(true);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void keepsAnInterruptOfAnotherThreadBesideItsOwn() throws Exception {
		InterruptGuard section = new InterruptGuard();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new CountDownLatch(1).await());
		CompletableFuture.runAsync(section::interrupt, this.other).join();
		section.leave(true);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void neverInterruptsTheCodeAfterTheSection() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		for (int i = 0; i < 5000; i++) {
			InterruptGuard section = new InterruptGuard();
			Future<?> interrupting = this.other.submit(() -> {
				barrier.await();
				section.interrupt();
				return null;
			});
			boolean consumed = false;
			try {
				barrier.await();
			}
			catch (InterruptedException ex) {
				consumed = true;
			}
			section.leave(consumed);
			assertThat(Thread.interrupted()).isFalse();
			interrupting.get();
			barrier.reset();
		}
	}

}
