package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.image.ImagePrompt;

import static io.github.gigachat.spring.ai.fixtures.Conversations.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Advice that fits who refused and in which words, and not the status alone.
 */
@Timeout(60)
class AdviceReportTests {

	private static final String HTML = "<html><head><title>404 Not Found</title></head></html>";

	private static final String BASE_URL = "spring.ai.gigachat.base-url";

	private static final String AUTH_URL = "spring.ai.gigachat.auth-url";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> chats() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Arrays.stream(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	static Stream<Arguments> foreignBodies() {
		return chats().flatMap((chat) -> Stream
			.of(Arguments.of("text/html", HTML), Arguments.of("text/plain", "404 page not found"),
					Arguments.of("text/plain", ""), Arguments.of("application/json", "{\"detail\":\"Not Found\"}"),
					Arguments.of("application/json", "{\"message\":\"no Route matched with those values\"}"),
					Arguments.of("application/json",
							"{\"status\":404,\"error\":\"Not Found\",\"message\":\"No message\",\"path\":\"/\"}"),
					Arguments.of("application/json", "{\"error\":{\"message\":\"No such model\",\"code\":404}}"),
					Arguments.of("application/json", "{\"code\":5,\"message\":\"Not Found\",\"details\":[]}"),
					Arguments.of("application/json", "{\"statusCode\":404,\"message\":\"Resource not found\"}"))
			.map((body) -> Arguments.of(chat.get()[0], chat.get()[1], body.get()[0], body.get()[1])));
	}

	static Stream<Arguments> foreignStatuses() {
		return chats().flatMap((chat) -> Stream.of(400, 401, 402, 403, 404, 405, 413, 422, 429, 500, 502, 503)
			.map((status) -> Arguments.of(chat.get()[0], chat.get()[1], status)));
	}

	private static GigaChatFailure failure(Outcome outcome) {
		return (GigaChatFailure) Objects.requireNonNull(outcome.error());
	}

	private static GigaChatFailure failure(ThrowingCallable call) {
		return (GigaChatFailure) catchThrowableOfType(RuntimeException.class, call);
	}

	/** See https://github.com/skalesapp/skales/issues/254. */
	@ParameterizedTest
	@MethodSource("foreignBodies")
	void aGatewaysNotFoundIsNoUnknownModel(Way way, ChatApi api, String type, String body) {
		service.emulator().onAnyMessage().replyRaw(404, type, body);

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.hint()).contains(BASE_URL).doesNotContain("chat.model", "models()");
		assertThat(failure.isOfService()).isFalse();
		if (api == ChatApi.V2) {
			assertThat(failure.hint()).contains("spring.ai.gigachat.chat.v2-url", "spring.ai.gigachat.chat.api=v1");
		}
	}

	/** See https://github.com/skalesapp/skales/issues/254. */
	@ParameterizedTest
	@EnumSource
	void aBaseUrlWithoutItsVersionIsNamedAsTheReason(Way way) {
		String base = service.emulator().baseUrl().replace("/v1", "/nowhere");

		Outcome outcome = way.ask(service.model((api) -> api.baseUrl(base)));

		assertThat(outcome.lasting(FailureKind.NOT_FOUND).hint()).contains(BASE_URL, "/v1")
			.doesNotContain("chat.model");
	}

	@ParameterizedTest
	@MethodSource("foreignStatuses")
	void aPageOfAGatewayPointsAtTheAddressWhateverItsStatus(Way way, ChatApi api, int status) {
		service.emulator().onAnyMessage().replyRaw(status, "text/html", HTML);

		Outcome outcome = way.ask(service.model(), prompt(api));

		assertThat(failure(outcome).hint()).contains(BASE_URL).doesNotContain("tariff", "package of tokens");
		assertThat(failure(outcome).isOfService()).isFalse();
		assertThat(outcome.message()).contains("HTTP " + status, HTML.length() + " bytes of text/html")
			.doesNotContain("title");
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aPageInPlaceOfAnAnswerPointsAtTheAddress(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, "text/html", HTML);

		assertThat(way.ask(service.model(), prompt(api)).lasting(FailureKind.PROTOCOL).hint()).contains(BASE_URL);
	}

	@ParameterizedTest
	@MethodSource("chats")
	void jsonThatIsNoAnswerDoesNotPointAtTheAddress(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, "application/json", "{\"choices\": nonsense}");

		assertThat(way.ask(service.model(), prompt(api)).lasting(FailureKind.PROTOCOL).hint()).isNull();
	}

	/** See https://github.com/tomyumm-ge/n8n-gigachat/issues/28. */
	@ParameterizedTest
	@MethodSource("chats")
	void aFileOfAnotherClientIsNotBlamedOnTheTariff(Way way, ChatApi api) {
		String words = "Access to file '3727db23-91a3-44fa-a6b7-9f0a311d3e9e' is denied";
		service.emulator().onAnyMessage().fail(403, words);

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.PERMISSION);

		assertThat(failure.serviceMessage()).isEqualTo(words);
		assertThat(failure.isOfService()).isTrue();
		assertThat(failure.hint()).contains("X-Client-ID", "file").doesNotContain("tariff", BASE_URL);
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aMissingPermissionIsBlamedOnTheTariff(Way way, ChatApi api) {
		service.emulator().onAnyMessage().fail(403, "Permission denied");

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.PERMISSION);

		assertThat(failure.hint()).contains("tariff");
	}

	@ParameterizedTest
	@MethodSource("chats")
	void theRefusalOfARequestWithoutAUserAgentComesFromTheService(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(403, "application/json", "{\"message\":\"Unauthorized\"}");

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.PERMISSION);

		assertThat(failure.isOfService()).isTrue();
		assertThat(failure.hint()).contains("User-Agent").doesNotContain("tariff", BASE_URL);
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aFileThatIsGoneIsNoUnknownModel(Way way, ChatApi api) {
		service.emulator().onAnyMessage().fail(404, "File not found");

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.hint()).contains("files().list()").doesNotContain("chat.model", BASE_URL);
	}

	@ParameterizedTest
	@MethodSource("chats")
	void anUnknownModelIsReportedAsOne(Way way, ChatApi api) {
		service.emulator().onAnyMessage().fail(404, "No such model");

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.NOT_FOUND);

		assertThat(failure.hint()).contains("spring.ai.gigachat.chat.model").doesNotContain(BASE_URL);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 413, 422 })
	void aGatewaysErrorIsNotBlamedOnTheTextsToEmbed(int status) {
		service.emulator().onEmbeddings().replyRaw(status, "text/html", HTML);
		GigaChatEmbeddingModel model = service.embeddingModel();

		GigaChatFailure failure = failure(() -> model.embed("hello"));

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.hint()).contains(BASE_URL).doesNotContain("embedding.model", "too long");
		// the tokens of the texts are not counted
		assertThat(service.emulator().requests()).hasSize(2);
	}

	@Test
	void aGatewaysErrorIsNotBlamedOnTheImageModel() {
		service.emulator().onAnyMessage().replyRaw(404, "text/html", HTML);
		GigaChatImageModel model = GigaChatImageModel.builder().api(service.api((api) -> api)).build();

		GigaChatFailure failure = failure(() -> model.call(new ImagePrompt("кот")));

		assertThat(failure.hint()).contains(BASE_URL).doesNotContain("image.model");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 405 })
	void aPageInPlaceOfTheTokenEndpointPointsAtItsAddress(int status) {
		service.emulator().onToken().replyRaw(status, "text/html", HTML);

		for (Way way : Way.values()) {
			Outcome outcome = way.ask(service.model());

			assertThat(failure(outcome).isOfTokenEndpoint()).isTrue();
			assertThat(failure(outcome).isOfService()).isFalse();
			assertThat(failure(outcome).hint()).contains(AUTH_URL).doesNotContain("credentials");
			assertThat(outcome.message()).contains("text/html");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPageInPlaceOfATokenPointsAtTheAddressOfTheTokenEndpoint(Way way) {
		service.emulator().onToken().replyRaw(200, "text/html", HTML);

		assertThat(way.ask(service.model()).lasting(FailureKind.PROTOCOL).hint()).contains(AUTH_URL)
			.doesNotContain(BASE_URL);
	}

	@ParameterizedTest
	@EnumSource
	void theAddressOfThePasswordGrantFollowsFromTheBaseUrl(Way way) {
		service.emulator().onToken().replyRaw(403, "text/html", HTML);

		Outcome outcome = way.ask(service
			.model((api) -> api.authUrl(null).credentials(GigaChatCredentials.userPassword("user", "password"))));

		assertThat(failure(outcome).hint()).contains(AUTH_URL, BASE_URL);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedKeyIsBlamedOnTheCredentials(Way way) {
		service.emulator().onToken().fail(401);

		GigaChatFailure failure = way.ask(service.model()).lasting(FailureKind.AUTHENTICATION);

		assertThat(failure.isOfService()).isTrue();
		assertThat(failure.hint()).doesNotContain(AUTH_URL);
	}

}
