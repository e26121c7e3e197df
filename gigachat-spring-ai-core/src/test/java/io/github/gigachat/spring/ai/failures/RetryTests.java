package io.github.gigachat.spring.ai.failures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that transient failures are retried as often and as soon as the service and the
 * settings allow.
 */
@Timeout(60)
class RetryTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1,
			Duration.ofHours(1), Duration.ofHours(2), false);

	static Stream<Arguments> serverErrors() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Stream.of(500, 502, 503, 504).map((status) -> Arguments.of(way, status)));
	}

	static Stream<Arguments> lostConnections() {
		return Arrays.stream(Way.values()).flatMap((way) -> Arrays.stream(Loss.values()).map((loss) -> {
			return Arguments.of(way, loss);
		}));
	}

	@ParameterizedTest
	@EnumSource
	void aRateLimitIsRetriedAfterTheSecondsOfRetryAfter(Way way) {
		service.emulator().onAnyMessage().fail(429, Duration.ofSeconds(1)).then().reply("Вот и ответ.");

		assertThat(way.ask(service.model()).answer()).isEqualTo("Вот и ответ.");

		List<RecordedRequest> requests = service.emulator().chatRequests();
		assertThat(requests).hasSize(2);
		assertThat(Duration.between(requests.get(0).receivedAt(), requests.get(1).receivedAt()))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@EnumSource
	void aRateLimitIsRetriedAfterTheDateOfRetryAfter(Way way) {
		Instant date = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
		service.emulator()
			.onAnyMessage()
			.fail(429)
			.header("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)))
			.then()
			.reply("Вот и ответ.");

		assertThat(way.ask(service.model()).answer()).isEqualTo("Вот и ответ.");

		List<RecordedRequest> requests = service.emulator().chatRequests();
		assertThat(requests).hasSize(2);
		assertThat(requests.get(1).receivedAt()).isAfterOrEqualTo(date);
	}

	@ParameterizedTest
	@EnumSource
	void aLastingRateLimitIsReportedAfterThreeRequests(Way way) {
		service.emulator().onAnyMessage().fail(429);

		GigaChatFailure failure = way.ask(service.model()).passing(FailureKind.RATE_LIMIT);

		assertThat(failure.status()).isEqualTo(429);
		assertThat(failure.serviceMessage()).isEqualTo("Too many requests");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void aPauseLongerThanTheSettingsAllowIsLeftToTheApplication(Way way) {
		service.emulator().onAnyMessage().fail(429, Duration.ofSeconds(31));

		GigaChatFailure failure = way.ask(service.model()).passing(FailureKind.RATE_LIMIT);

		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(31));
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("serverErrors")
	void aServerErrorIsRetried(Way way, int status) {
		service.emulator().onAnyMessage().fail(status).then().reply("Вот и ответ.");

		assertThat(way.ask(service.model()).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("serverErrors")
	void aLastingServerErrorIsReportedAfterThreeRequests(Way way, int status) {
		service.emulator().onAnyMessage().fail(status);

		GigaChatFailure failure = way.ask(service.model()).passing(FailureKind.SERVER);

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void aRetryIsTheSameRequestWithANewId(Way way) {
		service.emulator().onAnyMessage().fail(500).then().reply("Вот и ответ.");

		way.ask(service.model()).answer();

		List<RecordedRequest> requests = service.emulator().chatRequests();
		assertThat(requests).extracting(RecordedRequest::body).containsOnly(requests.get(0).body());
		assertThat(requests).extracting((request) -> request.header("X-Request-ID")).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@EnumSource(names = "CALL")
	void aPauseLongerThanTheTimeLeftIsNotMade(Way way) {
		service.emulator().onAnyMessage().fail(500);

		Outcome outcome = way
			.ask(service.model((api) -> api.retry(PAUSES_OF_AN_HOUR).callTimeout(Duration.ofMinutes(1))));

		outcome.passing(FailureKind.SERVER);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedConnectionIsTriedThreeTimes(Way way) throws IOException {
		TestObservationRegistry observations = TestObservationRegistry.create();
		try (Socket bound = new Socket()) {
			// bound, so nobody else can have the port; not listening, so it refuses
			bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

			Outcome outcome = way
				.ask(service.model((api) -> api.baseUrl("http://127.0.0.1:" + bound.getLocalPort() + "/v1")
					.credentials(GigaChatCredentials.none())
					.observationRegistry(observations)));

			GigaChatFailure failure = outcome.passing(FailureKind.CONNECTION);
			assertThat(failure.hint()).contains("spring.ai.gigachat.base-url");
			assertThat(outcome.message()).contains("127.0.0.1:" + bound.getLocalPort());
		}
		TestObservationRegistryAssert.assertThat(observations)
			.hasNumberOfObservationsWithNameEqualTo("http.client.requests", 3);
	}

	@ParameterizedTest
	@MethodSource("lostConnections")
	void aConnectionLostBeforeTheFirstByteIsReplacedWithoutCountingAsAnAttempt(Way way, Loss loss) {
		service.emulator().onAnyMessage().reply("Вот и ответ.");
		loss.apply(service.emulator().network().onChat());

		assertThat(way.ask(service.model((api) -> api.retry(ONE_ATTEMPT))).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("lostConnections")
	void connectionsThatAreAlwaysLostCostThreeAttemptsAndOneUncountedRetry(Way way, Loss loss) {
		loss.apply(service.emulator().network().onChat()).always();

		GigaChatFailure failure = way.ask(service.model()).passing(FailureKind.CONNECTION);

		assertThat(failure.requestId()).isNotNull();
		assertThat(service.emulator().chatRequests()).hasSize(4);
	}

	@ParameterizedTest
	@MethodSource("lostConnections")
	void aConnectionLostAfterMoreThanASecondIsAnOrdinaryAttempt(Way way, Loss loss) {
		loss.apply(service.emulator().network().onChat().delayResponse(Duration.ofMillis(1100))).always();

		way.ask(service.model((api) -> api.retry(ONE_ATTEMPT))).passing(FailureKind.CONNECTION);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	/**
	 * How a connection is lost before the first byte of a response.
	 */
	enum Loss {

		CLOSED {

			@Override
			NetworkFault apply(NetworkFault fault) {
				return fault.closeBeforeResponse();
			}

		},

		RESET {

			@Override
			NetworkFault apply(NetworkFault fault) {
				return fault.resetBeforeResponse();
			}

		};

		abstract NetworkFault apply(NetworkFault fault);

	}

}
