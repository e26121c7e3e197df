package io.github.gigachat.spring.ai.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.api.AiCheck;
import io.github.gigachat.spring.ai.api.Balance;
import io.github.gigachat.spring.ai.api.Batch;
import io.github.gigachat.spring.ai.api.BatchList;
import io.github.gigachat.spring.ai.api.BatchResult;
import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.EmbeddingsResponse;
import io.github.gigachat.spring.ai.api.FunctionValidation;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatBatches;
import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests the small endpoints: token counts, one model, the balance, the AI check of a
 * text, functions and batches.
 */
@Timeout(60)
class GigaChatApiTests {

	private static final String RUSSIAN = "слово ".repeat(30);

	@RegisterExtension
	static final EmulatedService individual = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService corporation = EmulatedService
		.overHttp((emulator) -> emulator.scope("GIGACHAT_API_CORP"));

	private static GigaChatApi api() {
		return individual.api((api) -> api);
	}

	private static GigaChatApi corporate() {
		return corporation.api((api) -> api.scope("GIGACHAT_API_CORP"));
	}

	private static GigaChatFailure failure(ThrowingCallable call) {
		return (GigaChatFailure) catchThrowableOfType(RuntimeException.class, call);
	}

	private static ChatCompletionRequest question(String text) {
		return ChatCompletionRequest.builder()
			.model("GigaChat-2")
			.messages(List.of(ChatMessage.text("user", text)))
			.build();
	}

	@Test
	void tokensAreCountedForEachText() {
		List<TokenCount> counts = api().countTokens("GigaChat-2", List.of("Hello, world!", "да")).body();

		assertThat(counts).containsExactly(new TokenCount(4, 13), new TokenCount(1, 2));
		RecordedRequest request = individual.emulator().requests().get(1);
		assertThat(request.path()).isEqualTo("/v1/tokens/count");
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.body()).isEqualTo("{\"model\":\"GigaChat-2\",\"input\":[\"Hello, world!\",\"да\"]}");
	}

	@Test
	void countingNoTextsSendsNoRequest() {
		assertThat(failure(() -> api().countTokens("GigaChat-2", List.of())).kind())
			.isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(individual.emulator().requests()).isEmpty();
	}

	@Test
	void countingForAnUnknownModelIsRefused() {
		assertThat(failure(() -> api().countTokens("Nope", List.of("a"))).kind()).isEqualTo(FailureKind.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[null]", "[{}]", "[{\"characters\":1}]",
			"[{\"tokens\":1,\"characters\":1},{\"tokens\":1,\"characters\":1}]", "{\"tokens\":1}", "null" })
	void aWrongNumberOfCountsIsAnError(String answer) {
		individual.emulator().onEndpoint(Endpoint.TOKENS_COUNT).replyRaw(200, "application/json", answer);

		assertThat(failure(() -> api().countTokens("GigaChat-2", List.of("a"))).kind()).isEqualTo(FailureKind.PROTOCOL);
	}

	@Test
	void aCountIsRetriedAfterATransientFailure() {
		individual.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(429).then().succeed();

		assertThat(api().countTokens("GigaChat-2", List.of("a")).body()).hasSize(1);
	}

	@Test
	void readsOneModel() {
		assertThat(api().model("GigaChat-2").body().type()).isEqualTo("chat");
		GigaChatFailure failure = failure(() -> api().model("Нет такой"));
		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.hint()).contains("models()");
	}

	@Test
	void readsTheBalanceOfAPrepaidCustomer() {
		assertThat(api().balance().body().packages()).containsExactly(new Balance.TokenPackage("GigaChat", 100500));
	}

	@Test
	void readsABalanceWithAFraction() {
		individual.emulator()
			.onEndpoint(Endpoint.BALANCE)
			.replyRaw(200, "application/json", "{\"balance\":[{\"usage\":\"GigaChat-2-Max\",\"value\":0.5}]}");

		assertThat(api().balance().body().packages()).containsExactly(new Balance.TokenPackage("GigaChat-2-Max", 0.5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"balance\":null}", "{\"balance\":[{\"usage\":\"GigaChat\"}]}",
			"{\"balance\":[{\"value\":1}]}" })
	void anIncompleteBalanceIsAnError(String answer) {
		individual.emulator().onEndpoint(Endpoint.BALANCE).replyRaw(200, "application/json", answer);

		assertThat(failure(() -> api().balance()).kind()).isEqualTo(FailureKind.PROTOCOL);
	}

	@Test
	void aCorporateCustomerHasNoBalance() {
		assertThat(failure(() -> corporate().balance()).kind()).isEqualTo(FailureKind.PERMISSION);
	}

	@Test
	void detectsWhoWroteAText() {
		AiCheck check = corporate().checkAi(new AiCheck.Request(AiCheck.Request.DETECTION, RUSSIAN)).body();

		assertThat(check.category()).isEqualTo("mixed");
		assertThat(check.characters()).isEqualTo(RUSSIAN.length());
		assertThat(check.aiIntervals()).containsExactly(new AiCheck.Interval(0, RUSSIAN.length() / 2));
	}

	@Test
	void aTextOfAFewWordsIsRefused() {
		assertThat(
				failure(() -> corporate().checkAi(new AiCheck.Request(AiCheck.Request.DETECTION, "мало слов"))).kind())
			.isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(failure(() -> api().checkAi(new AiCheck.Request(AiCheck.Request.DETECTION, RUSSIAN))).kind())
			.isEqualTo(FailureKind.PERMISSION);
	}

	@Test
	void eachEndpointSendsTheHeadersOfTheCaller() {
		RequestHeaders anna = new RequestHeaders("session", Map.of("X-Client-ID", "anna"));
		AiCheck.Request text = new AiCheck.Request(AiCheck.Request.DETECTION, RUSSIAN);
		FunctionDefinition function = new FunctionDefinition("weather", "w", "{\"type\":\"object\"}", null, null);
		GigaChatApi api = api();
		GigaChatApi corporate = corporate();

		assertThat(api.withHeaders(anna).models().body().data()).isNotEmpty();
		assertThat(api.withHeaders(anna).model("GigaChat-2").body().type()).isEqualTo("chat");
		assertThat(api.withHeaders(anna).balance().body().packages()).isNotEmpty();
		assertThat(api.withHeaders(anna).countTokens("GigaChat-2", List.of("a")).body()).hasSize(1);
		api.functions().withHeaders(anna).validate(function);
		api.functions().withHeaders(anna).convert("{\"paths\":{}}");
		corporate.withHeaders(anna).checkAi(text);

		assertThat(individual.emulator().requests()).extracting(RecordedRequest::path)
			.endsWith("/v1/models", "/v1/models/GigaChat-2", "/v1/balance", "/v1/tokens/count",
					"/v1/functions/validate", "/v1/functions/convert");
		assertThat(Stream.concat(individual.emulator().requests().stream().skip(1),
				corporation.emulator().requests().stream().skip(1)))
			.hasSize(7)
			.allSatisfy((request) -> {
				assertThat(request.header("X-Client-ID")).isEqualTo("anna");
				assertThat(request.header("X-Session-ID")).isEqualTo("session");
			});
	}

	@Test
	void withoutRetryOneAttemptIsMade() {
		individual.emulator().onModels().fail(500);
		individual.emulator().onEndpoint(Endpoint.BALANCE).fail(500);
		individual.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(500);
		corporation.emulator().onEndpoint(Endpoint.AI_CHECK).fail(500);
		AiCheck.Request text = new AiCheck.Request(AiCheck.Request.DETECTION, RUSSIAN);

		assertThat(failure(() -> api().withoutRetry().models()).kind()).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> api().withoutRetry().model("a")).kind()).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> api().withoutRetry().balance()).kind()).isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> api().withoutRetry().countTokens("a", List.of("a"))).kind())
			.isEqualTo(FailureKind.SERVER);
		assertThat(failure(() -> corporate().withoutRetry().checkAi(text)).kind()).isEqualTo(FailureKind.SERVER);
		assertThat(individual.emulator().requests()).filteredOn((request) -> !request.path().contains("oauth"))
			.hasSize(4);
		assertThat(corporation.emulator().requests()).filteredOn((request) -> !request.path().contains("oauth"))
			.hasSize(1);
	}

	@Test
	void validatesAFunction() {
		FunctionValidation verdict = api().functions()
			.validate(new FunctionDefinition("weather", "w", "{\"type\":\"object\",\"properties\":{}}", null, null))
			.body();

		assertThat(verdict.isValid()).isTrue();
		assertThat(verdict.message()).isEqualTo("Function is valid");
		assertThat(verdict.warnings())
			.containsExactly(new FunctionValidation.Finding("few_shot_examples are missing", "(root)"));
	}

	@Test
	void reportsTheFindingsOfAnInvalidFunction() {
		FunctionValidation verdict = api().functions()
			.validate(new FunctionDefinition("1st", "w", "{\"type\":\"object\",\"properties\":{}}", null, null))
			.body();

		assertThat(verdict.isValid()).isFalse();
		assertThat(verdict.errors()).hasSize(1);
	}

	@Test
	void convertsAnApiToFunctions() {
		String openApi = """
				{"paths": {"/weather": {"get": {"operationId": "weather", "summary": "Погода",
				"parameters": [{"name": "city", "required": true, "schema": {"type": "string"}}]}}}}""";

		List<FunctionDefinition> functions = api().functions().convert(openApi).body().functions();

		assertThat(functions).containsExactly(new FunctionDefinition("weather", "Погода",
				"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}", null,
				null));
		RecordedRequest request = individual.emulator().requests().get(1);
		assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
		assertThat(request.body()).isEqualTo(openApi);
	}

	@Test
	void readsTheExamplesOfAConvertedFunction() {
		individual.emulator()
			.onEndpoint(Endpoint.FUNCTIONS)
			.replyRaw(200, "application/json",
					"{\"functions\":[{\"name\":\"f\",\"few_shot_examples\":[{\"request\":\"r\",\"params\":{\"a\":1}}],"
							+ "\"return_parameters\":{\"type\":\"object\"}}]}");

		FunctionDefinition function = api().functions().convert("{}").body().functions().get(0);

		assertThat(function.fewShotExamples().get(0).params()).isEqualTo("{\"a\":1}");
		assertThat(function.returnParameters()).isEqualTo("{\"type\":\"object\"}");
	}

	@Test
	void runsABatchFromItsRequestsToItsResults() {
		corporation.emulator().onUserMessage("one").reply("ОДИН");
		corporation.emulator().onUserMessage("two").fail(422, "no");
		GigaChatApi api = corporate();
		Map<String, ChatCompletionRequest> requests = new LinkedHashMap<>();
		requests.put("1", question("one"));
		requests.put("2", question("two"));

		Batch created = api.batches().createChat(requests).body();
		assertThat(created.isCompleted()).isFalse();
		assertThat(created.counts().total()).isEqualTo(2);
		assertThat(failure(() -> api.batches().results(created)).kind()).isEqualTo(FailureKind.INVALID_REQUEST);

		Batch completed = api.batches().get(created.id()).body();
		assertThat(completed.isCompleted()).isTrue();
		List<BatchResult> results = api.batches().results(completed).body();
		assertThat(results).extracting(BatchResult::id).containsExactly("1", "2");
		assertThat(results.get(0).result()).contains("\"content\":\"ОДИН\"");
		assertThat(results.get(0).toString()).doesNotContain("ОДИН");
		assertThat(results.get(1).result()).contains("\"message\":\"no\"");
		RecordedRequest request = corporation.emulator().requests().get(1);
		assertThat(request.query()).isEqualTo("method=chat_completions");
		assertThat(request.header("Content-Type")).isEqualTo("application/octet-stream");
		assertThat(request.body().lines()).hasSize(2)
			.first()
			.asString()
			.startsWith("{\"id\":\"1\",\"request\":{\"model\":\"GigaChat-2\"");
	}

	@Test
	void runsABatchOfEmbeddings() {
		corporation.emulator().onUserMessage("one").reply("ОДИН");
		GigaChatApi api = corporate();
		Map<String, EmbeddingsRequest> requests = new LinkedHashMap<>();
		requests.put("good", new EmbeddingsRequest("Embeddings", List.of("a", "b")));
		requests.put("bad", new EmbeddingsRequest("Nope", List.of("c")));

		Batch created = api.batches().createEmbeddings(requests).body();
		List<BatchResult> results = api.batches().results(api.batches().get(created.id()).body()).body();

		assertThat(corporation.emulator().requests().get(1).query()).isEqualTo("method=embedder");
		assertThat(corporation.emulator().requests().get(1).body().lines()).first()
			.isEqualTo("{\"id\":\"good\",\"request\":{\"model\":\"Embeddings\",\"input\":[\"a\",\"b\"]}}");
		assertThat(results).extracting(BatchResult::id).containsExactly("good", "bad");
		EmbeddingsResponse direct = api.embeddings(requests.get("good")).body();
		assertThat(results.get(0).embeddings().data()).isEqualTo(direct.data());
		assertThat(failure(() -> results.get(1).embeddings()).kind()).isEqualTo(FailureKind.PROTOCOL);
		assertThatThrownBy(() -> results.get(0).chatAnswer()).hasMessageContaining(
				"The result of the request good is not the answer that was expected: choices is missing");
		assertThat(failure(() -> new BatchResult("a", null).chatAnswer()).kind()).isEqualTo(FailureKind.PROTOCOL);
	}

	@Test
	void embeddingsOfABatchAreInTheOrderOfTheirTexts() {
		BatchResult result = new BatchResult("1",
				EmbeddingWire.answer(EmbeddingWire.item(1, "0.5"), EmbeddingWire.item(0, "0.25")));

		assertThat(result.embeddings().data()).extracting((item) -> item.embedding().values()[0])
			.containsExactly(0.25f, 0.5f);
		assertThatThrownBy(() -> new BatchResult("1", "{\"data\":[{\"index\":0}]}").embeddings())
			.hasMessageContaining("data[0].embedding is missing");
		assertThatThrownBy(() -> new BatchResult("1", "SECRET").embeddings()).hasMessageNotContaining("SECRET")
			.hasNoCause();
	}

	@Test
	void everyRequestForABatchHasTheHeadersOfTheCaller() {
		GigaChatBatches batches = corporate().batches()
			.withHeaders(new RequestHeaders(null, Map.of("X-Client-ID", "anna")));

		Batch created = batches.createChat(Map.of("1", question("one"))).body();
		List<BatchResult> results = batches.results(batches.get(created.id()).body()).body();
		batches.list();

		assertThat(results.get(0).chatAnswer().choices()).hasSize(1);
		assertThat(corporation.emulator().requests().subList(1, 5))
			.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("anna"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"batches\":[{\"id\":\"b\"}]}", "[{\"id\":\"b\"}]", "{\"id\":\"b\"}" })
	void readsBatchesInEachForm(String answer) {
		corporation.emulator().onEndpoint(Endpoint.BATCHES).replyRaw(200, "application/json", answer);

		BatchList list = corporate().batches().list().body();
		assertThat(list.batches()).extracting(Batch::id).containsExactly("b");
		assertThat(corporate().batches().get("b").body().id()).isEqualTo("b");
		assertThat(corporation.emulator().requests().get(1).header("Content-Type")).isEqualTo("application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[{\"status\":\"created\"}]", "[null]", "\"text\"", "7" })
	void batchesInAnUnknownFormAreAnError(String answer) {
		corporation.emulator().onEndpoint(Endpoint.BATCHES).replyRaw(200, "application/json", answer);

		assertThat(failure(() -> corporate().batches().list()).kind()).isEqualTo(FailureKind.PROTOCOL);
	}

	@Test
	void anUnknownBatchIsAnError() {
		GigaChatFailure failure = failure(() -> corporate().batches().get("zzz"));

		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.serviceMessage()).isEqualTo("Batch task not found");
		assertThat(failure.hint()).contains("batches().list()");
		assertThat(failure(() -> api().batches().list()).kind()).isEqualTo(FailureKind.PERMISSION);
	}

	@Test
	void unreadableResultsOfABatchAreAnError() {
		corporation.emulator()
			.onEndpoint(Endpoint.FILES)
			.replyRaw(200, "application/octet-stream", "{\"id\":\"1\",\"result\":{}}\n\n{\"id\": SECRET\n");

		assertThatThrownBy(
				() -> corporate().batches().results(new Batch("b", null, "completed", null, null, null, "file")))
			.hasMessageContaining("Line 3")
			.hasMessageNotContaining("SECRET");
	}

	@Test
	void aBatchWithoutRequestsIsNotSent() {
		assertThat(failure(() -> corporate().batches().createChat(Map.of())).kind())
			.isEqualTo(FailureKind.INVALID_REQUEST);
	}

}
