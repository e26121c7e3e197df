package io.github.gigachat.spring.ai.reports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.Batch;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
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

import org.springframework.ai.image.ImagePrompt;
import org.springframework.util.MimeTypeUtils;

import static io.github.gigachat.spring.ai.fixtures.Conversations.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An error body behind HTTP 200, as the service was seen to send one
 * (https://github.com/ai-forever/gigachat-java/issues/5): its status decides exactly as
 * that of HTTP would.
 */
@Timeout(60)
class ErrorBehindSuccessReportTests {

	private static final String JSON = "application/json";

	private static final String EVENTS = "text/event-stream";

	private static final String TOO_MANY = "{\"status\":429,\"message\":\"Too many requests\"}";

	private static final String EXPIRED = "{\"status\":401,\"message\":\"Token has expired\"}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService refusing = EmulatedService.overHttp();

	static Stream<Arguments> chats() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Arrays.stream(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	static Stream<Arguments> statuses() {
		return chats().flatMap((chat) -> Stream.of(400, 401, 402, 403, 404, 413, 418, 422, 429, 500, 503, 599)
			.map((status) -> Arguments.of(chat.get()[0], chat.get()[1], status)));
	}

	static Stream<Arguments> bodiesThatAreNoErrors() {
		return chats().flatMap((chat) -> Stream
			.of("{\"status\":399,\"message\":\"x\"}", "{\"status\":\"429\",\"message\":\"x\"}",
					"{\"status\":429.5,\"message\":\"x\"}", "{\"status\":null,\"message\":\"x\"}",
					"{\"status\":true,\"message\":\"x\"}", "{\"status\":99999999999,\"message\":\"x\"}",
					"[{\"status\":429,\"message\":\"x\"}]", "{\"error\":{\"status\":429,\"message\":\"x\"}}",
					"{\"message\":\"x\"}", "{}", "{\"status\":429,\"message\": nonsense}", "429")
			.map((body) -> Arguments.of(chat.get()[0], chat.get()[1], body)));
	}

	private static GigaChatFailure failure(ThrowingCallable call) {
		return (GigaChatFailure) catchThrowableOfType(RuntimeException.class, call);
	}

	private static List<RecordedRequest> requests(Endpoint endpoint) {
		return service.emulator().requests().stream().filter((request) -> request.endpoint() == endpoint).toList();
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aTransientErrorIsRetried(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, TOO_MANY).then().reply("Вот и ответ.");

		assertThat(way.ask(service.model(), prompt(api)).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("statuses")
	void theErrorHasTheEffectOfItsHttpStatus(Way way, ChatApi api, int status) {
		String words = "this will not do";
		refusing.emulator().onAnyMessage().fail(status, words);
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, JSON, "{\"status\":" + status + ",\"message\":\"" + words + "\"}");

		Outcome expected = way.ask(refusing.model(), prompt(api));
		Outcome outcome = way.ask(service.model(), prompt(api));

		assertThat(outcome.error()).isInstanceOf(Objects.requireNonNull(expected.error()).getClass());
		assertThat(facts(outcome)).isEqualTo(facts(expected));
		GigaChatFailure failure = (GigaChatFailure) Objects.requireNonNull(outcome.error());
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSameSizeAs(refusing.emulator().chatRequests());
		assertThat(service.emulator().tokenRequests()).hasSameSizeAs(refusing.emulator().tokenRequests());
	}

	private static Map<String, Object> facts(Outcome outcome) {
		GigaChatFailure failure = (GigaChatFailure) Objects.requireNonNull(outcome.error());
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("kind", failure.kind());
		facts.put("status", Objects.requireNonNull(failure.status()));
		facts.put("words", Objects.requireNonNull(failure.serviceMessage()));
		facts.put("hint", Objects.toString(failure.hint()));
		facts.put("message", outcome.message().replace(String.valueOf(failure.requestId()), "id"));
		return facts;
	}

	@ParameterizedTest
	@MethodSource("chats")
	void retryAfterIsKept(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, TOO_MANY).header("Retry-After", "3600");

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).passing(FailureKind.RATE_LIMIT);

		assertThat(failure.retryAfter()).hasHours(1);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aRefusedTokenIsReplacedOnceAndTheCallRepeated(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, EXPIRED).then().reply("Вот и ответ.");

		assertThat(way.ask(service.model(), prompt(api)).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().chatRequests()).hasSize(2)
			.extracting((request) -> request.header("Authorization"))
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("chats")
	void aNewTokenThatIsRefusedTooEndsTheCall(Way way, ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, EXPIRED);

		GigaChatFailure failure = way.ask(service.model(), prompt(api)).lasting(FailureKind.AUTHENTICATION);

		assertThat(failure.serviceMessage()).isEqualTo("Token has expired");
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void anErrorLabelledAsAnEventStreamIsAnError(ChatApi api) {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, EVENTS, EXPIRED)
			.then()
			.replyRaw(200, EVENTS, "\n\n {\n\"status\": 429,\n\"message\": \"Too many requests\"\n}\n")
			.then()
			.replyRaw(200, EVENTS, "{\"status\":402,\"message\":\"Payment Required\"}");

		GigaChatFailure failure = Way.STREAM.ask(service.model(), prompt(api)).lasting(FailureKind.QUOTA);

		assertThat(failure.status()).isEqualTo(402);
		assertThat(failure.serviceMessage()).isEqualTo("Payment Required");
		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aWholeAnswerLabelledAsAnEventStreamIsNotRetried(ChatApi api) {
		service.emulator().onAnyMessage().replyRaw(200, EVENTS, "{\"choices\":[],\"messages\":[]}");

		Way.STREAM.ask(service.model(), prompt(api)).lasting(FailureKind.PROTOCOL);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("bodiesThatAreNoErrors")
	void anyOtherBodyWithoutAnAnswerIsAProtocolError(Way way, ChatApi api, String body) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, body);

		way.ask(service.model(), prompt(api)).lasting(FailureKind.PROTOCOL);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void anAnswerWithAStatusOfItsOwnStaysAnAnswer() {
		service.emulator().onAnyMessage().replyRaw(200, JSON, """
				{"status":429,"message":"x","choices":[{"message":{"role":"assistant","content":"Вот и ответ."},
				"index":0,"finish_reason":"stop"}]}""");
		assertThat(Way.CALL.ask(service.model()).answer()).isEqualTo("Вот и ответ.");

		service.emulator().onAnyMessage().replyRaw(200, JSON, """
				{"status":429,"message":"x","messages":[{"role":"assistant","content":[{"text":"Вот и ответ."}]}],
				"finish_reason":"stop"}""");
		assertThat(Way.CALL.ask(service.model(), prompt(ChatApi.V2)).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyAnswerDoesNotHideTheError(Way way) {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, JSON, "{\"choices\":null,\"status\":402,\"message\":\"Payment Required\"}");

		GigaChatFailure failure = way.ask(service.model()).lasting(FailureKind.QUOTA);

		assertThat(failure.serviceMessage()).isEqualTo("Payment Required");
	}

	@Test
	void embeddingsAreRetried() {
		service.emulator()
			.onEmbeddings()
			.replyRaw(200, JSON, TOO_MANY)
			.then()
			.replyRaw(200, JSON, EXPIRED)
			.then()
			.succeed();

		assertThat(service.embeddingModel().embed("hello")).isNotEmpty();

		assertThat(service.emulator().embeddingRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void refusedEmbeddingsHaveTheHintOfTheStatus() {
		service.emulator().onEmbeddings().replyRaw(200, JSON, "{\"status\":404,\"message\":\"No such model\"}");

		GigaChatFailure failure = failure(() -> service.embeddingModel().embed("hello"));

		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.serviceMessage()).isEqualTo("No such model");
		assertThat(failure.hint()).contains("spring.ai.gigachat.embedding.model");
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void aPictureIsRetried() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, JSON, TOO_MANY)
			.then()
			.replyRaw(200, JSON, EXPIRED)
			.then()
			.draw("");
		GigaChatImageModel model = GigaChatImageModel.builder().api(service.api((api) -> api)).build();

		assertThat(model.call(new ImagePrompt("кот")).getResults()).hasSize(1);

		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void requestsAboutFilesAreRetried() {
		GigaChatFiles files = service.api((api) -> api).files();
		FileUpload upload = FileUpload.of("a.png", MimeTypeUtils.IMAGE_PNG, new byte[] { 1, 2, 3 });
		String id = files.upload(upload).body().id();
		List<ThrowingCallable> calls = List.of(() -> assertThat(files.upload(upload).body().id()).isNotEqualTo(id),
				() -> assertThat(files.get(id).body().id()).isEqualTo(id),
				() -> assertThat(files.list().body().data()).hasSize(2),
				() -> assertThat(files.delete(id).body().deleted()).isTrue());
		for (ThrowingCallable call : calls) {
			service.emulator()
				.onEndpoint(Endpoint.FILES)
				.replyRaw(200, JSON, TOO_MANY)
				.then()
				.replyRaw(200, JSON, EXPIRED)
				.then()
				.succeed();
			assertThat(catchThrowableOfType(RuntimeException.class, call)).isNull();
		}

		assertThat(requests(Endpoint.FILES)).hasSize(1 + 3 * calls.size());
		assertThat(service.emulator().tokenRequests()).hasSize(1 + calls.size());
	}

	@Test
	void aVerdictOnAFunctionIsNoErrorAndAnErrorNoVerdict() {
		FunctionDefinition function = new FunctionDefinition("weather", "w", "{\"type\":\"object\",\"properties\":{}}",
				null, null);
		GigaChatApi api = service.api((builder) -> builder);
		service.emulator()
			.onEndpoint(Endpoint.FUNCTIONS)
			.replyRaw(200, JSON, TOO_MANY)
			.then()
			.replyRaw(200, JSON,
					"{\"status\":422,\"message\":\"Incorrect function syntax\",\"errors\":[{\"description\":\"d\"}]}");

		assertThat(api.functions().validate(function).body().isValid()).isFalse();

		assertThat(requests(Endpoint.FUNCTIONS)).hasSize(2);
	}

	@Test
	void theContentOfAFileIsNeverTakenForAnError() {
		GigaChatFiles files = service.api((api) -> api).files();
		byte[] content = EXPIRED.getBytes(StandardCharsets.UTF_8);
		String id = files.upload(FileUpload.of("a.txt", MimeTypeUtils.TEXT_PLAIN, content)).body().id();
		service.emulator().onEndpoint(Endpoint.FILES).replyRaw(200, JSON, EXPIRED);

		assertThat(files.content(id).body().bytes()).isEqualTo(content);
		List<ByteBuffer> pieces = Objects
			.requireNonNull(files.contentStream(id).collectList().block(EmulatedService.LIMIT));
		assertThat(pieces).extracting(StandardCharsets.UTF_8::decode)
			.extracting(Object::toString)
			.containsOnly(EXPIRED);

		assertThat(requests(Endpoint.FILES)).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@Test
	void theResultsOfABatchAreNeverTakenForAnError() {
		GigaChatApi api = service.api((builder) -> builder);
		service.emulator()
			.onEndpoint(Endpoint.FILES)
			.replyRaw(200, JSON, "{\"status\":429,\"message\":\"Too many requests\",\"id\":\"1\"}");

		assertThat(api.batches()
			.results(new Batch("b", null, Batch.COMPLETED, null, null, null, "3727db23-91a3-44fa-a6b7-9f0a311d3e9e"))
			.body()).hasSize(1);

		assertThat(requests(Endpoint.FILES)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenRequestIsRetried(Way way) {
		service.emulator().onToken().replyRaw(200, JSON, TOO_MANY).then().succeed();

		way.ask(service.model()).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalOfTheTokenEndpointIsFinalInItsWords(Way way) {
		service.emulator()
			.onToken()
			.replyRaw(200, JSON, "{\"status\":401,\"code\":6,\"message\":\"credentials doesn't match db data\"}");
		GigaChatModel model = service.model();

		Outcome outcome = way.ask(model);

		GigaChatFailure failure = outcome.lasting(FailureKind.AUTHENTICATION);
		assertThat(failure.isOfTokenEndpoint()).isTrue();
		assertThat(failure.status()).isEqualTo(401);
		assertThat(failure.code()).isEqualTo(6);
		assertThat(failure.serviceMessage()).isEqualTo("credentials doesn't match db data");
		assertThat(failure.hint()).contains("authorization key");
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenWithAStatusStaysAToken(Way way) {
		service.emulator().onToken().replyRaw(200, JSON, "{\"status\":500,\"tok\":\"some-token\"}");

		way.ask(service.model());

		assertThat(service.emulator().lastChatRequest().header("Authorization")).isEqualTo("Bearer some-token");
	}

}
