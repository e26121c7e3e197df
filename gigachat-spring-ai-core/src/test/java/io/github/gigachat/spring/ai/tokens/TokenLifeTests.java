package io.github.gigachat.spring.ai.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a token lives as long as the service states, in any format of the expiry,
 * and is refreshed in the background before it expires.
 */
@Timeout(60)
class TokenLifeTests {

	private static final String FIRST = "first-token";

	private static final String SECOND = "second-token";

	@RegisterExtension
	static final EmulatedService service = EmulatedService
		.overHttp((emulator) -> emulator.acceptToken(FIRST).acceptToken(SECOND));

	@ParameterizedTest
	@EnumSource
	void aTokenIsKeptUntilItsStatedExpiry(Shape shape) {
		Instant end = Instant.now().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
		service.emulator().onToken().replyRaw(200, "application/json", shape.answer(FIRST, end));
		GigaChatApi api = service.api((builder) -> builder);

		api.models();
		api.models();

		assertThat(api.tokenState().expiresAt()).isEqualTo(end);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenIsReplacedAtItsStatedExpiry(Shape shape) {
		Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", shape.answer(FIRST, end))
			.then()
			.replyRaw(200, "application/json", shape.answer(SECOND, end.plusSeconds(1800)));
		GigaChatModel model = service.model();

		assertThat(tokenOfACall(model)).isEqualTo(FIRST);

		await().atMost(EmulatedService.LIMIT).until(() -> tokenOfACall(model).equals(SECOND));
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 1_700_000_000_000L })
	void aTokenThatIsExpiredOnArrivalIsUsedForAMinuteWithOneWarningAboutTheClock(long end) {
		Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai.auth");
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", "{\"access_token\":\"" + FIRST + "\",\"expires_at\":" + end + "}");
		GigaChatApi api = service.api((builder) -> builder);

		api.models();
		api.models();
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		Instant expiresAt = Objects.requireNonNull(api.refreshToken().expiresAt());
		logger.detachAppender(log);

		assertThat(expiresAt).isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.asString()
			.contains("clock")
			.doesNotContain(FIRST);
	}

	@Test
	void aFleetSharesATokenThatIsExpiredOnArrival() {
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", Shape.OAUTH_SECONDS.answer(FIRST, Instant.EPOCH));
		AccessTokenStore store = AccessTokenStore.inMemory();

		service.api((builder) -> builder.tokenStore(store)).models();
		service.api((builder) -> builder.tokenStore(store)).models();

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -30_000_000_000_000_000L, -1 })
	void anInvalidExpiryIsAProtocolError(long end) {
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", "{\"access_token\":\"" + FIRST + "\",\"expires_at\":" + end + "}");

		Outcome outcome = Way.CALL.ask(service.model());

		outcome.lasting(FailureKind.PROTOCOL);
		assertThat(outcome.message()).contains("negative expiry time").doesNotContain(FIRST);
	}

	@Test
	void aTokenThatExpiresInTheFarFutureIsKept() {
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json",
					"{\"access_token\":\"" + FIRST + "\",\"expires_at\":" + Long.MAX_VALUE + "}");
		GigaChatApi api = service.api((builder) -> builder.tokenStore(AccessTokenStore.inMemory()));

		api.models();
		api.models();

		assertThat(api.tokenState().hasToken()).isTrue();
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -60, -31, 31, 60 })
	void theServersDateCorrectsTheLocalClock(int minutesAhead) {
		Instant there = Instant.now().plus(Duration.ofMinutes(minutesAhead));
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json",
					Shape.OAUTH_MILLISECONDS.answer(FIRST, there.plus(Duration.ofMinutes(30))))
			.header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atOffset(ZoneOffset.UTC)));
		GigaChatApi api = service.api((builder) -> builder);

		api.models();
		api.models();

		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(api.tokenState().expiresAt()).isBetween(Instant.now().plus(Duration.ofMinutes(29)),
				Instant.now().plus(Duration.ofMinutes(31)));
	}

	@Test
	void aFailedRefreshIsNotRepeatedAtEachCallWhileTheTokenIsValid() {
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", Shape.OAUTH_MILLISECONDS.answer(FIRST, Instant.now().plusSeconds(9)))
			.then()
			.fail(429);
		GigaChatApi api = service.api((builder) -> builder.retry(TokenFailureTests.PAUSES_OF_AN_HOUR));

		// two thirds of its life pass, then any call starts the refresh
		await().atMost(EmulatedService.LIMIT).until(() -> {
			api.models();
			return api.tokenState().lastError() != null;
		});
		for (int i = 0; i < 50; i++) {
			api.models();
		}

		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(api.tokenState().hasToken()).isTrue();
	}

	@Test
	void aTokenWithoutAnExpiryIsKeptUntilItIsRefused() {
		service.emulator().onToken().replyRaw(200, "application/json", "{\"access_token\":\"" + FIRST + "\"}");
		GigaChatModel model = service.model();

		Way.CALL.ask(model).answer();
		Way.CALL.ask(model).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@Test
	void anAgeingTokenIsUsedWhileItsRefreshIsUnderWayAndWhileItFails() {
		Instant end = Instant.now().plusSeconds(12);
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", Shape.OAUTH_MILLISECONDS.answer(FIRST, end))
			.then()
			.fail(500)
			.then()
			.replyRaw(200, "application/json", Shape.OAUTH_MILLISECONDS.answer(SECOND, end.plusSeconds(1800)));
		GigaChatModel model = service.model();
		assertThat(tokenOfACall(model)).isEqualTo(FIRST);
		NetworkFault held = service.emulator().network().onToken().silentBeforeResponse();

		// two thirds of its life pass, then any call starts the refresh, which is held
		await().atMost(EmulatedService.LIMIT).until(() -> {
			assertThat(tokenOfACall(model)).isEqualTo(FIRST);
			return service.emulator().tokenRequests().size() == 2;
		});
		assertThat(tokenOfACall(model)).isEqualTo(FIRST);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		held.resume();

		await().atMost(EmulatedService.LIMIT).until(() -> tokenOfACall(model).equals(SECOND));
		assertThat(service.emulator().tokenRequests()).hasSize(3);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
	}

	private static String tokenOfACall(GigaChatModel model) {
		Way.CALL.ask(model).answer();
		String authorization = service.emulator().lastChatRequest().header("Authorization");
		return Objects.requireNonNull(authorization).substring("Bearer ".length());
	}

	/**
	 * The known answers of token endpoints.
	 */
	enum Shape {

		OAUTH_MILLISECONDS("access_token", "expires_at", 1),

		OAUTH_SECONDS("access_token", "expires_at", 1000),

		PASSWORD_MILLISECONDS("tok", "exp", 1),

		PASSWORD_SECONDS("tok", "exp", 1000);

		private final String token;

		private final String end;

		private final int unit;

		Shape(String token, String end, int unit) {
			this.token = token;
			this.end = end;
			this.unit = unit;
		}

		String answer(String value, Instant expiry) {
			return "{\"" + this.token + "\":\"" + value + "\",\"" + this.end + "\":" + expiry.toEpochMilli() / this.unit
					+ "}";
		}

	}

}
