package io.github.gigachat.samples.gateway.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.github.gigachat.samples.gateway.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.context.LifecycleProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests the work that a {@link ShutdownDeadline} ends.
 */
@Timeout(20)
class ShutdownDeadlineTests {

	private final ShutdownDeadline deadline = deadline();

	private final CountDownLatch cancelled = new CountDownLatch(1);

	private static ShutdownDeadline deadline() {
		LifecycleProperties properties = new LifecycleProperties();
		properties.setTimeoutPerShutdownPhase(Duration.ofMillis(100));
		ShutdownDeadline deadline = new ShutdownDeadline(properties);
		deadline.start();
		return deadline;
	}

	@Test
	void workIsCancelled() throws InterruptedException {
		Mono<Object> work = Mono.never().doOnSubscribe((subscription) -> this.deadline.stop());

		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.deadline.within(work.doOnCancel(this.cancelled::countDown)).block())
			.satisfies((failure) -> assertThat(failure.error().status()).isEqualTo(503));
		this.cancelled.await();
	}

	@Test
	void aStreamIsCancelledAfterItsElements() throws InterruptedException {
		Flux<String> work = Flux.just("One ")
			.concatWith(Flux.never())
			.doOnNext((element) -> this.deadline.stop())
			.doOnCancel(this.cancelled::countDown);

		StringBuilder read = new StringBuilder();
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.deadline.within(work).doOnNext(read::append).blockLast());

		assertThat(read).hasToString("One ");
		this.cancelled.await();
	}

	@Test
	void workAfterTheEndFails() {
		end();

		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.deadline.within(Flux.never()).blockLast());
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.deadline.within(Mono.never()).block());
	}

	@Test
	void workAfterAnotherStartIsDone() {
		end();
		this.deadline.start();

		assertThat(this.deadline.within(Mono.just("answer")).block()).isEqualTo("answer");
		assertThat(this.deadline.within(Flux.just("One ", "two")).collectList().block()).hasSize(2);
	}

	private void end() {
		Mono<Object> work = Mono.never().doOnSubscribe((subscription) -> this.deadline.stop());
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.deadline.within(work).block());
	}

}
