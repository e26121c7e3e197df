package io.github.gigachat.spring.ai.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that each meter has the value that the traffic produced.
 */
@Timeout(60)
class MeterTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private GigaChatApi api() {
		return service.api((api) -> api.meterRegistry(this.registry));
	}

	private GigaChatModel model() {
		return GigaChatModel.builder().api(api()).meterRegistry(this.registry).build();
	}

	@Test
	void tokenRequestsAreCountedByTheirOutcome() {
		service.emulator().onToken().fail(500).then().succeed().then().fail(401);
		GigaChatApi api = api();

		api.models();
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::refreshToken);

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(List.of(refreshes("failed"), refreshes("fetched"), refreshes("refused")))
				.containsExactly(1L, 1L, 1L));
		assertThat(this.registry.get("gigachat.token.refresh").tag("outcome", "fetched").timer().max(TimeUnit.SECONDS))
			.isPositive();
	}

	private long refreshes(String outcome) {
		return this.registry.find("gigachat.token.refresh")
			.tag("outcome", outcome)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	@Test
	void theTokensAgeGrowsUntilItIsRefreshed() {
		GigaChatApi api = api();
		assertThat(tokenAge()).isNaN();

		api.models();

		await().atMost(EmulatedService.LIMIT).until(() -> tokenAge() > 0.5);
		double before = tokenAge();
		long start = System.nanoTime();
		api.refreshToken();
		double age = tokenAge();
		assertThat(age).isBetween(0.0, (System.nanoTime() - start) / 1e9 + 0.1).isLessThan(before + 30);
	}

	private double tokenAge() {
		return this.registry.get("gigachat.token.age").timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	void noTokenMetersExistWithoutTokens() {
		service.api((api) -> api.credentials(GigaChatCredentials.none()).meterRegistry(this.registry));

		assertThat(this.registry.find("gigachat.token.age").meter()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void retriesAreCountedByTheirReason(Way way) {
		service.emulator().onUserMessage("one").fail(500).then().fail(429).then().reply("ok");
		service.emulator().onUserMessage("two").fail(503).then().reply("ok");
		service.emulator().onUserMessage("three").fail(400);
		GigaChatModel model = model();

		way.ask(model, new Prompt("one"));
		way.ask(model, new Prompt("two"));
		way.ask(model, new Prompt("three"));

		assertThat(retries("server")).isEqualTo(2);
		assertThat(retries("rate-limit")).isEqualTo(1);
		assertThat(this.registry.find("gigachat.retries").counters()).hasSize(2);
	}

	private double retries(String error) {
		return this.registry.get("gigachat.retries").tag("error", error).counter().count();
	}

	@Test
	void runningAndWaitingRequestsAreCounted() {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.meterRegistry(this.registry).maxConcurrentRequests(1)))
			.build();
		assertThat(gauge("max")).isEqualTo(1);
		assertThat(gauge("active")).isZero();
		model.call(new Prompt("the first finds room"));
		NetworkFault held = service.emulator().network().onChat().silentBeforeResponse();

		Disposable first = model.stream(new Prompt("held")).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 2);
		Disposable second = model.stream(new Prompt("in line")).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> gauge("queued") == 1);
		assertThat(gauge("active")).isEqualTo(1);
		held.resume();

		await().atMost(EmulatedService.LIMIT).until(() -> first.isDisposed() && second.isDisposed());
		await().atMost(EmulatedService.LIMIT).until(() -> gauge("active") + gauge("queued") == 0);
		assertThat(this.registry.get("gigachat.requests.wait").tag("outcome", "admitted").timer()).satisfies(
				(timer) -> assertThat(timer.count()).isEqualTo(3),
				(timer) -> assertThat(timer.max(TimeUnit.NANOSECONDS)).isPositive());
	}

	@Test
	void aWaitThatTimesOutIsCounted() {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.meterRegistry(this.registry)
				.maxConcurrentRequests(1)
				.acquireTimeout(Duration.ofMillis(50))))
			.build();
		service.emulator().network().onChat().silentBeforeResponse();
		Disposable held = model.stream(new Prompt("held")).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 1);

		Way.CALL.ask(model, new Prompt("no room"));

		held.dispose();
		assertThat(this.registry.get("gigachat.requests.wait")
			.tag("outcome", "timed-out")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(50);
	}

	private double gauge(String name) {
		return this.registry.get("gigachat.requests." + name).gauge().value();
	}

	@Test
	void theTimeToAStreamsFirstTokenIsMeasured() {
		service.emulator().onUserMessage("slow").replyInChunks("one ", "two").then().callFunction("f", "{}");
		service.emulator().network().onChat().delayResponse(Duration.ofMillis(150));
		GigaChatModel model = model();

		model.stream(new Prompt("slow")).blockLast();
		model.stream(new Prompt("slow", GigaChatOptions.builder().model("GigaChat-2-Pro").build())).blockLast();
		model.call(new Prompt("a call has no first token"));

		assertThat(this.registry.get("gigachat.chat.first.token").tag("model", "GigaChat-2").timer()).satisfies(
				(timer) -> assertThat(timer.count()).isEqualTo(1),
				(timer) -> assertThat(timer.max(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(150));
		assertThat(this.registry.get("gigachat.chat.first.token").timers()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void theTokensPerSecondAreMeasured(Way way) {
		service.emulator().onUserMessage("slow").reply("text").usage(17, 30, 2);
		service.emulator().onUserMessage("failing").fail(400);
		service.emulator().network().onChat().delayResponse(Duration.ofMillis(300));
		GigaChatModel model = model();

		way.ask(model, new Prompt("slow"));
		way.ask(model, new Prompt("failing"));

		assertThat(this.registry.get("gigachat.chat.tokens.per.second").tag("model", "GigaChat-2").summary()).satisfies(
				(summary) -> assertThat(summary.count()).isEqualTo(1),
				(summary) -> assertThat(summary.max()).isBetween(1.0, 100.0));
	}

	@Test
	void aFailedOrCancelledStreamIsNotMeasured() {
		service.emulator().onUserMessage("left").replyInChunks("one ", "two");
		service.emulator().network().onChat().silentAfterEvents(2);
		GigaChatModel model = model();

		model.stream(new Prompt("left"))
			.filter((chunk) -> chunk.getResult().getOutput().getText().contains("one"))
			.blockFirst();

		assertThat(this.registry.get("gigachat.chat.first.token").timer().count()).isEqualTo(1);
		assertThat(this.registry.find("gigachat.chat.tokens.per.second").meter()).isNull();
	}

	@Test
	void closingRemovesTheMeters() {
		service.emulator().onUserMessage("one").fail(500).then().reply("ok");
		GigaChatApi api = api();
		GigaChatModel model = GigaChatModel.builder().api(api).meterRegistry(this.registry).build();
		model.stream(new Prompt("one")).blockLast();
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.contains("gigachat.retries", "gigachat.token.age", "gigachat.chat.first.token");

		model.close();
		api.close();

		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void aModelWithItsOwnApiMeasuresBoth() {
		try (GigaChatModel model = GigaChatModel.builder()
			.credentials(GigaChatCredentials.authorizationKey(service.emulator().apiKey()))
			.meterRegistry(this.registry)
			.build()) {
			assertThat(model.getOptions().getModel()).isEqualTo(GigaChatModel.DEFAULT_MODEL);
			assertThat(this.registry.find("gigachat.token.age").meter()).isNotNull();
		}
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void twoApisInOneRegistryDifferByTheirTags() {
		GigaChatApi one = service.api((api) -> api.meterRegistry(this.registry, Tags.of("key", "one")));
		service.api((api) -> api.meterRegistry(this.registry, Tags.of("key", "two")));

		one.models();

		assertThat(this.registry.get("gigachat.token.age").tag("key", "one").gauge().value()).isNotNaN();
		assertThat(this.registry.get("gigachat.token.age").tag("key", "two").gauge().value()).isNaN();
		one.close();
		assertThat(this.registry.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("key")).isEqualTo("two"));
	}

	@Test
	void noTagHasASecret() {
		service.emulator().onUserMessage("CONTENT").fail(500).then().reply("CONTENT");
		GigaChatModel model = model();
		model.stream(new Prompt("CONTENT")).blockLast();
		String token = service.emulator().lastChatRequest().header("Authorization").substring("Bearer ".length());

		assertThat(this.registry.getMeters()).flatExtracting((Meter meter) -> meter.getId().getTags())
			.extracting(Tag::getValue)
			.isNotEmpty()
			.allSatisfy((value) -> assertThat(value).doesNotContain("CONTENT", token, service.emulator().apiKey()));
	}

}
