package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that timeouts, retries and limits of the properties apply to calls.
 */
@Timeout(60)
class ConnectionPropertiesTests {

	/** One emulator per test, because requests without a response outlive their test. */
	@RegisterExtension
	final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private GigaChatEmulator emulator;

	@BeforeEach
	void script() {
		this.emulator = this.gigachat.emulator();
		this.emulator.onUserMessage("hello").reply("hi");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.read-timeout=2s", "spring.http.clients.read-timeout=2s" })
	void theReadTimeoutIsThatOfThisProviderOrElseOfAllClients(String property) {
		this.emulator.network().onChat().silentBeforeResponse();
		Runners.applicationOf(this.emulator).withPropertyValues(property).run((context) -> {
			assertKind(FailureKind.TIMEOUT, () -> Runners.ask(context, "hello"));
			assertThat(this.emulator.chatRequests()).hasSize(1);
		});
	}

	@Test
	void theReadTimeoutOfThisProviderTakesPrecedence() {
		this.emulator.network().onChat().delayResponse(Duration.ofMillis(500));
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.http.clients.read-timeout=100ms", "spring.ai.gigachat.read-timeout=30s")
			.run((context) -> assertThat(Runners.ask(context, "hello")).isEqualTo("hi"));
	}

	@Test
	void aTimedOutRequestIsRetriedIfConfigured() {
		this.emulator.network().onChat().silentBeforeResponse();
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.read-timeout=2s", "spring.ai.gigachat.retry.after-timeout=true")
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertThat(this.emulator.chatRequests()).hasSize(2);
			});
	}

	@Test
	void theCallTimeoutEndsACall() {
		this.emulator.network().onChat().silentBeforeResponse();
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.call-timeout=300ms")
			.run((context) -> assertKind(FailureKind.TIMEOUT, () -> Runners.ask(context, "hello")));
	}

	@Test
	void theWaitForATokenTimesOut() {
		this.emulator.network().onToken().silentBeforeResponse().always();
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.token.wait-timeout=300ms")
			.run((context) -> assertKind(FailureKind.TOKEN_UNAVAILABLE, () -> Runners.ask(context, "hello")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void theAttemptsAreCounted(int attempts) {
		this.emulator.onUserMessage("broken").fail(500);
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.retry.max-attempts=" + attempts,
					"spring.ai.gigachat.retry.initial-interval=1ms", "spring.ai.gigachat.retry.max-interval=5ms",
					"spring.ai.gigachat.retry.multiplier=1.5")
			.run((context) -> {
				assertKind(FailureKind.SERVER, () -> Runners.ask(context, "broken"));
				assertThat(this.emulator.chatRequests()).hasSize(attempts);
			});
	}

	@Test
	void theNamedTemplateOfTheApplicationDecides() {
		this.emulator.onUserMessage("broken").fail(500);
		Runners.applicationOf(this.emulator)
			.withBean("ours", RetryTemplate.class, () -> retries(4))
			.withBean("another", RetryTemplate.class, () -> retries(6))
			.withPropertyValues("spring.ai.gigachat.retry.template=ours")
			.run((context) -> {
				assertKind(FailureKind.SERVER, () -> Runners.ask(context, "broken"));
				assertThat(this.emulator.chatRequests()).hasSize(5);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.scope=", "spring.ai.gigachat.retry.template=" })
	void aTemplateThatIsNotNamedIsNotUsed(String property) {
		this.emulator.onUserMessage("broken").fail(500);
		Runners.applicationOf(this.emulator)
			.withBean("only", RetryTemplate.class, () -> retries(4))
			.withPropertyValues(property, "spring.ai.gigachat.retry.initial-interval=1ms")
			.run((context) -> {
				assertKind(FailureKind.SERVER, () -> Runners.ask(context, "broken"));
				assertThat(this.emulator.chatRequests()).hasSize(3);
			});
	}

	private static RetryTemplate retries(long retries) {
		return new RetryTemplate(RetryPolicy.builder().maxRetries(retries).delay(Duration.ofMillis(1)).build());
	}

	@Test
	void requestsBeyondTheLimitWaitForTheConfiguredTime() {
		underALimitOfOne("spring.ai.gigachat.acquire-timeout=200ms", "within 200 ms");
	}

	@Test
	void requestsBeyondTheQueueAreRefused() {
		underALimitOfOne("spring.ai.gigachat.max-queued-requests=0", "0 wait already");
	}

	private void underALimitOfOne(String property, String words) {
		this.emulator.network().onChat().silentAfterEvents(1);
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.max-concurrent-requests=1", property)
			.run((context) -> {
				CompletableFuture<?> stream = Runners.chatClient(context)
					.prompt("hello")
					.stream()
					.content()
					.collectList()
					.toFuture();
				this.emulator.awaitRequests(2, Duration.ofSeconds(30));
				assertThatThrownBy(() -> Runners.ask(context, "hello")).hasMessageContaining(words);
				assertThat(context.getBean(GigaChatApi.class).requestLimit()).isEqualTo(new RequestLimitState(1, 1, 0));
				this.emulator.network().resume();
				assertThat(stream).succeedsWithin(Duration.ofSeconds(30));
			});
	}

	@Test
	void aLongerPauseRequestedByTheServiceIsAnErrorAtOnce() {
		this.emulator.onUserMessage("busy").fail(429, Duration.ofSeconds(2));
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.retry.max-retry-after=1s")
			.run((context) -> {
				assertKind(FailureKind.RATE_LIMIT, () -> Runners.ask(context, "busy"));
				assertThat(this.emulator.chatRequests()).hasSize(1);
			});
	}

	@Test
	void anAnswerBeyondTheMaximumSizeIsAnError() {
		this.emulator.onUserMessage("long").reply("x".repeat(4096));
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.max-response-size=2KB")
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertKind(FailureKind.RESPONSE_TOO_LARGE, () -> Runners.ask(context, "long"));
			});
	}

	@Test
	void theConfiguredScopeIsSent() {
		try (GigaChatEmulator corporate = GigaChatEmulator.builder().scope("GIGACHAT_API_CORP").start()) {
			Runners.applicationOf(corporate)
				.withPropertyValues("spring.ai.gigachat.scope=GIGACHAT_API_CORP")
				.run((context) -> {
					Runners.ask(context, "hello");
					assertThat(corporate.tokenRequests().get(0).body()).isEqualTo("scope=GIGACHAT_API_CORP");
				});
		}
	}

	private static void assertKind(FailureKind kind, ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOfSatisfying(GigaChatFailure.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(kind));
	}

}
