package io.github.gigachat.spring.ai.tokens;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import io.github.gigachat.spring.ai.internal.token.TokenFetches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.model.ApiKey;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a source of keys or tokens that throws an undeclared exception is asked
 * again like any other source.
 */
@Timeout(60)
class TokenSourceTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final Queue<TokenListener.Outcome> outcomes = new ConcurrentLinkedQueue<>();

	private final AtomicInteger asked = new AtomicInteger();

	@ParameterizedTest
	@EnumSource
	void aSupplierThatThrewOnceIsAskedAgain(Thrown thrown) {
		ApiKey key = () -> onlyTheSecondTime(thrown, service.emulator().apiKey());
		GigaChatModel model = service
			.model((api) -> listening(api).credentials(GigaChatCredentials.authorizationKey(key)));

		assertToldOnceAndThenAnswered(model);
	}

	@ParameterizedTest
	@EnumSource
	void aSupplierOfAFleetThatThrewOnceIsAskedAgain(Thrown thrown) {
		ApiKey key = () -> onlyTheSecondTime(thrown, service.emulator().apiKey());
		GigaChatModel model = service.model((api) -> listening(api).tokenStore(AccessTokenStore.inMemory())
			.credentials(GigaChatCredentials.authorizationKey(key)));

		assertToldOnceAndThenAnswered(model);
	}

	private GigaChatApi.Builder listening(GigaChatApi.Builder api) {
		return api.tokenListener((outcome, duration) -> this.outcomes.add(outcome));
	}

	private void assertToldOnceAndThenAnswered(GigaChatModel model) {
		Outcome first = Way.STREAM.ask(model);

		first.lasting(FailureKind.AUTHENTICATION);
		assertThat(first.message()).doesNotContain(Thrown.SECRET);
		Way.CALL.ask(model).answer();
		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(this.outcomes).containsExactly(TokenListener.Outcome.REFUSED,
					TokenListener.Outcome.FETCHED));
	}

	@ParameterizedTest
	@EnumSource
	void aThrowingSourceIsAskedAgainAfterThePausesOfARefusal(Thrown thrown) {
		AccessTokenSource source = () -> {
			this.asked.incrementAndGet();
			throw thrown.now();
		};
		try (AccessTokens tokens = tokens(source)) {
			for (int i = 0; i < 10; i++) {
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> tokens.get(EmulatedService.LIMIT))
					.withMessageNotContaining(Thrown.SECRET);
			}

			assertThat(this.asked).hasValue(3);
			assertThat(tokens.state().lastError()).isNotNull();
			assertThat(tokens.state().lastError().description()).contains(thrown.type).doesNotContain(Thrown.SECRET);
			await().atMost(EmulatedService.LIMIT)
				.untilAsserted(() -> assertThat(this.outcomes).hasSize(3).containsOnly(TokenListener.Outcome.REFUSED));
		}
	}

	@Test
	void aSourceThatFailsToClassifyAFailureKeepsNoCallerWaiting() {
		AccessTokenSource source = new AccessTokenSource() {

			@Override
			public AccessToken fetch() {
				throw new IllegalStateException("down");
			}

			@Override
			public Duration pauseAfter(RuntimeException failure) {
				throw Thrown.ERROR.now();
			}

		};
		try (AccessTokens tokens = tokens(source)) {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(IllegalStateException.class)
					.isThrownBy(() -> tokens.get(EmulatedService.LIMIT))
					.withMessage("down");
			}
		}
	}

	private AccessTokens tokens(AccessTokenSource source) {
		AccessTokens.Settings settings = new AccessTokens.Settings(Duration.ofMinutes(5), EmulatedService.LIMIT,
				new FixedBackOff(Duration.ofHours(1).toMillis(), Long.MAX_VALUE), Duration.ofSeconds(30));
		return new AccessTokens(source, settings, List.of((outcome, duration) -> this.outcomes.add(outcome)),
				TokenFetches::of);
	}

	private String onlyTheSecondTime(Thrown thrown, String value) {
		if (this.asked.incrementAndGet() == 1) {
			throw thrown.now();
		}
		return value;
	}

	/** What compilers other than Java's let pass, and what nobody has to declare. */
	enum Thrown {

		CHECKED("java.io.IOException"),

		INTERRUPTION("java.lang.InterruptedException"),

		ERROR("java.lang.NoClassDefFoundError");

		static final String SECRET = "swordfish";

		private final String type;

		Thrown(String type) {
			this.type = type;
		}

		/** Throws it; to be written behind {@code throw}. */
		RuntimeException now() {
			Throwable failure = switch (this) {
				case CHECKED -> new IOException(SECRET);
				case INTERRUPTION -> new InterruptedException(SECRET);
				case ERROR -> new NoClassDefFoundError(SECRET);
			};
			Thrown.<RuntimeException>sneaky(failure);
			throw new IllegalStateException("Not reached");
		}

		@SuppressWarnings("unchecked")
		private static <E extends Throwable> void sneaky(Throwable failure) throws E {
			throw (E) failure;
		}

	}

}
