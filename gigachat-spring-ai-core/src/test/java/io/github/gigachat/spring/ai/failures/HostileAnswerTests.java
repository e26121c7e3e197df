package io.github.gigachat.spring.ai.failures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests answers that would exhaust the heap, the stack or the processor: too long,
 * compressed, too deep, with endless numbers. Each ends in one of this provider's errors
 * after one request.
 */
@Timeout(60)
class HostileAnswerTests {

	private static final String JSON = "application/json";

	private static final String EVENTS = "text/event-stream";

	private static final String DEEP = "[".repeat(100_000) + "]".repeat(100_000);

	private static final String TOO_MANY_DIGITS = "9".repeat(5_000);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> bombs() {
		return Stream
			.of("{\"choices\":" + DEEP + "}", "{\"novelty\":" + DEEP + "}",
					"{\"choices\":[{\"%s\":{\"role\":\"assistant\",\"content\":" + DEEP + "}}]}",
					"{\"choices\":[{\"%s\":{\"role\":\"assistant\",\"content\":\"\",\"function_call\":{\"name\":\"f\","
							+ "\"arguments\":" + DEEP + "}}}]}",
					"{\"choices\":[{\"%s\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":{\"prompt_tokens\":"
							+ DEEP + "}}",
					"{\"choices\":[{\"index\":" + TOO_MANY_DIGITS + "}]}")
			.flatMap((body) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(way, body)));
	}

	@ParameterizedTest
	@MethodSource("bombs")
	void jsonThatIsTooDeepOrHasTooLongNumbersIsAnError(Way way, String body) {
		reply(way, body);

		way.ask(service.model()).lasting(FailureKind.PROTOCOL);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalWithJsonThatIsTooDeepKeepsItsStatus(Way way) {
		String deep = "[".repeat(20_000) + "]".repeat(20_000);
		service.emulator().onAnyMessage().replyRaw(422, JSON, "{\"message\":" + deep + "}");

		assertThat(way.ask(service.model()).lasting(FailureKind.INVALID_REQUEST).serviceMessage()).isNull();
	}

	@Test
	void modelsAndTokensThatAreTooDeepAreErrors() {
		service.emulator().onModels().replyRaw(200, JSON, "{\"data\":" + DEEP + "}");
		assertFails(FailureKind.PROTOCOL, () -> service.api((api) -> api).models());

		service.emulator().onToken().replyRaw(200, JSON, "{\"access_token\":" + DEEP + "}");
		Way.CALL.ask(service.model()).lasting(FailureKind.PROTOCOL);
	}

	@ParameterizedTest
	@EnumSource
	void aCompressedAnswerIsAnErrorThatSaysSo(Way way) {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, way.isStreamed() ? EVENTS : JSON, "packed")
			.header("Content-Encoding", "GZIP");

		Outcome outcome = way.ask(service.model());

		assertThat(outcome.lasting(FailureKind.PROTOCOL).hint()).contains("compresses");
		assertThat(outcome.message()).contains("Content-Encoding: gzip");
		assertThat(service.emulator().chatRequests()).singleElement()
			.satisfies((request) -> assertThat(request.header("Accept-Encoding")).isNull());
	}

	@Test
	void compressedModelsAndTokensAreErrorsThatSaySo() {
		service.emulator().onModels().replyRaw(200, JSON, "packed").header("Content-Encoding", "br");
		assertThatThrownBy(() -> service.api((api) -> api).models()).isInstanceOf(GigaChatNonTransientException.class)
			.hasMessageContaining("Content-Encoding: br");

		service.emulator().onToken().replyRaw(200, JSON, "packed").header("Content-Encoding", "gzip");
		assertThat(Way.CALL.ask(service.model()).message()).contains("Content-Encoding: gzip");
	}

	@ParameterizedTest
	@EnumSource
	void theContentEncodingIdentityIsAccepted(Way way) {
		String body = "{\"choices\":[{\"%s\":{\"role\":\"assistant\",\"content\":\"Да.\"},\"finish_reason\":\"stop\"}]}";
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, way.isStreamed() ? EVENTS : JSON, inForm(way, body))
			.header("Content-Encoding", "identity");

		assertThat(way.ask(service.model()).answer()).isEqualTo("Да.");
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerBeyondTheBoundIsAnError(Way way) {
		service.emulator().onAnyMessage().reply("long ".repeat(1_000));

		GigaChatFailure failure = way.ask(service.model((api) -> api.maxResponseSize(3_000)))
			.lasting(FailureKind.RESPONSE_TOO_LARGE);

		assertThat(failure.hint()).contains("spring.ai.gigachat.max-response-size");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aStreamOfManySmallEventsBeyondTheBoundIsAnError() {
		String[] chunks = Stream.generate(() -> "ab").limit(200).toArray(String[]::new);
		service.emulator().onAnyMessage().replyInChunks(chunks);

		Outcome outcome = Way.STREAM.ask(service.model((api) -> api.maxResponseSize(10_000)));

		outcome.lasting(FailureKind.RESPONSE_TOO_LARGE);
		assertThat(outcome.delivered()).startsWith("abab");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 400 })
	void tokensAndModelsBeyondTheBoundAreErrors(int status) {
		String body = "{\"access_token\":\"" + "t".repeat(5_000) + "\",\"data\":[]}";
		service.emulator().onModels().replyRaw(200, JSON, body);
		assertFails(FailureKind.RESPONSE_TOO_LARGE, () -> service.api((api) -> api.maxResponseSize(3_000)).models());

		service.emulator().onToken().replyRaw(status, JSON, body);
		FailureKind kind = (status == 200) ? FailureKind.RESPONSE_TOO_LARGE : FailureKind.INVALID_REQUEST;
		Way.CALL.ask(service.model((api) -> api.maxResponseSize(3_000))).lasting(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "models", "token" })
	void noEndpointFollowsARedirect(String endpoint) {
		List.of(service.emulator().onModels(), service.emulator().onToken())
			.get(endpoint.equals("models") ? 0 : 1)
			.replyRaw(307, "text/html", "")
			.header("Location", service.emulator().baseUrl() + "/elsewhere");

		assertFails(FailureKind.REDIRECT, () -> service.api((api) -> api).models());

		assertThat(service.emulator().requests()).noneMatch((request) -> request.path().contains("elsewhere"));
	}

	private static void reply(Way way, String body) {
		service.emulator().onAnyMessage().replyRaw(200, way.isStreamed() ? EVENTS : JSON, inForm(way, body));
	}

	private static String inForm(Way way, String body) {
		String named = body.replace("%s", way.isStreamed() ? "delta" : "message");
		return way.isStreamed() ? "data: " + named + "\n\ndata: [DONE]\n\n" : named;
	}

	private static void assertFails(FailureKind kind, Runnable call) {
		assertThatThrownBy(call::run).isInstanceOfSatisfying(GigaChatNonTransientException.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(kind));
	}

}
