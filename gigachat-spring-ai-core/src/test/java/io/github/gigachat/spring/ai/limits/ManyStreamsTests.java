package io.github.gigachat.spring.ai.limits;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that one HTTP/2 connection serves any number of concurrent streams, and that none
 * fails because of the server's limit.
 */
@Timeout(180)
class ManyStreamsTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private EmulatedService service;

	@AfterEach
	void stop() {
		this.service.afterEach(null);
		this.service.afterAll(null);
	}

	private GigaChatModel modelOfAServiceThatTakes(int streams) {
		this.service = EmulatedService.overTlsAndHttp2((emulator) -> emulator.maxConcurrentStreams(streams));
		this.service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
		// one more than it takes would be refused, and nothing is asked again
		this.service.emulator().limitConcurrentRequests(streams);
		GigaChatModel model = this.service
			.model((api) -> api.retry(ONE_ATTEMPT).acquireTimeout(LIMIT).readTimeout(LIMIT));
		// what the server takes is known once its connection stands
		Way.CALL.ask(model).answer();
		return model;
	}

	private void assertOneConnectionAnsweredEach(List<CompletableFuture<String>> answers) {
		for (CompletableFuture<String> answer : answers) {
			assertThat(answer).succeedsWithin(LIMIT).isEqualTo("Раз, два, три.");
		}
		assertThat(this.service.emulator().connectionsAccepted()).isEqualTo(1);
		assertThat(this.service.emulator().tokenRequests()).hasSize(1);
	}

	private static List<CompletableFuture<String>> ask(GigaChatModel model, int streams, Runnable onFirstChunk) {
		return IntStream.range(0, streams)
			.mapToObj((i) -> model.stream(new Prompt("Кто ты?")).switchOnFirst((first, chunks) -> {
				onFirstChunk.run();
				return chunks;
			}).map((chunk) -> new Outcome(List.of(chunk), null).delivered()).reduce(String::concat).toFuture())
			.toList();
	}

	@Test
	void streamsPastTheServersLimitWaitForRoom() {
		GigaChatModel model = modelOfAServiceThatTakes(20);
		this.service.emulator().network().onChat().pauseBetweenEvents(Duration.ofMillis(5)).always();

		assertOneConnectionAnsweredEach(ask(model, 200, () -> {
		}));
	}

	@Test
	void asManyStreamsAsTheServerAllowsAreOpenAtOnce() throws InterruptedException {
		assertAllOpenAtOnce(200);
	}

	@Tag("faults")
	@ParameterizedTest
	@CsvSource({ "1000, 100", "1000, 128" })
	void aThousandStreamsPastTheServersLimitWaitForRoom(int streams, int limit) {
		GigaChatModel model = modelOfAServiceThatTakes(limit);
		this.service.emulator().network().onChat().pauseBetweenEvents(Duration.ofMillis(20)).always();

		assertOneConnectionAnsweredEach(ask(model, streams, () -> {
		}));
	}

	@Tag("faults")
	@Test
	void aThousandStreamsAreOpenAtOnce() throws InterruptedException {
		assertAllOpenAtOnce(1000);
	}

	private void assertAllOpenAtOnce(int streams) throws InterruptedException {
		GigaChatModel model = modelOfAServiceThatTakes(streams);
		this.service.emulator().network().onChat().silentAfterEvents(1).always();
		CountDownLatch begun = new CountDownLatch(streams);

		List<CompletableFuture<String>> answers = ask(model, streams, begun::countDown);

		assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("all but %d have begun", begun.getCount())
			.isTrue();
		assertThat(answers).noneMatch(CompletableFuture::isDone);
		assertThat(this.service.emulator().openExchanges()).isEqualTo(streams);
		this.service.emulator().network().resume();
		assertOneConnectionAnsweredEach(answers);
	}

}
