package io.github.gigachat.spring.ai.failures;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests refusals that a repetition would not change: one request, and an error with the
 * service's message.
 */
@Timeout(60)
class RefusedRequestTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService elsewhere = EmulatedService.overHttp();

	private static final Map<Integer, FailureKind> REFUSALS = Map.of(400, FailureKind.INVALID_REQUEST, 402,
			FailureKind.QUOTA, 403, FailureKind.PERMISSION, 404, FailureKind.NOT_FOUND, 413, FailureKind.TOO_LARGE, 422,
			FailureKind.INVALID_REQUEST);

	static Stream<Arguments> refusals() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> REFUSALS.entrySet()
				.stream()
				.map((refusal) -> Arguments.of(way, refusal.getKey(), refusal.getValue())));
	}

	static Stream<Arguments> redirects() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Stream.of(301, 302, 303, 307, 308).map((status) -> Arguments.of(way, status)));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void aRefusalIsFinalAndInTheServicesWords(Way way, int status, FailureKind kind) {
		service.emulator().onAnyMessage().fail(status, "this will not do");

		Outcome outcome = way.ask(service.model());

		GigaChatFailure failure = outcome.lasting(kind);
		String requestId = service.emulator().lastChatRequest().requestId();
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.serviceMessage()).isEqualTo("this will not do");
		assertThat(failure.requestId()).isEqualTo(requestId);
		assertThat(outcome.message()).contains("HTTP " + status, "this will not do", requestId);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anUnknownModelIsReportedWithAHint(Way way) {
		Prompt prompt = new Prompt("Кто ты?", GigaChatOptions.builder().model("GigaChat-9").build());

		Outcome outcome = way.ask(service.model(), prompt);

		GigaChatFailure failure = outcome.lasting(FailureKind.NOT_FOUND);
		assertThat(failure.serviceMessage()).isEqualTo("No such model");
		assertThat(failure.hint()).contains("spring.ai.gigachat.chat.model");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalWithoutABodyKeepsItsStatus(Way way) {
		service.emulator().onAnyMessage().replyRaw(400, "text/plain", "");

		GigaChatFailure failure = way.ask(service.model()).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.status()).isEqualTo(400);
		assertThat(failure.serviceMessage()).isNull();
	}

	@ParameterizedTest
	@MethodSource("redirects")
	void aRedirectIsAnErrorThatNamesItsTargetAndIsNotFollowed(Way way, int status) {
		String target = elsewhere.emulator().baseUrl() + "/chat/completions";
		service.emulator()
			.onAnyMessage()
			.replyRaw(status, "text/html", "<html>moved</html>")
			.header("Location", target + "?key=secret#fragment");

		Outcome outcome = way.ask(service.model());

		GigaChatFailure failure = outcome.lasting(FailureKind.REDIRECT);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.hint()).contains("spring.ai.gigachat.base-url");
		assertThat(outcome.message()).contains(target).doesNotContain("secret");
		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertThat(elsewhere.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectOfTheTokenEndpointIsNotFollowedEither(Way way) {
		service.emulator().onToken().replyRaw(307, "text/html", "").header("Location", elsewhere.emulator().authUrl());

		Outcome outcome = way.ask(service.model());

		outcome.lasting(FailureKind.REDIRECT);
		assertThat(outcome.message()).contains(elsewhere.emulator().authUrl());
		assertThat(service.emulator().requests()).hasSize(1);
		assertThat(elsewhere.emulator().requests()).isEmpty();
	}

}
