package io.github.gigachat.spring.ai.embeddings;

import java.util.List;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests a single request for embeddings: its body, its result and its refusals.
 */
@Timeout(60)
class GigaChatEmbeddingModelTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService
		.overHttp((emulator) -> emulator.embeddingModel("Mine", 3, 100));

	@Test
	void returnsAVectorForEachText() {
		GigaChatEmbeddingModel model = service.embeddingModel();

		List<float[]> vectors = model.embed(List.of("кошка", "a \"dog\"\n\u2028🐕"));

		assertThat(vectors).hasSize(2).allSatisfy((vector) -> assertThat(vector).hasSize(1024));
		assertThat(model.embed("кошка")).isEqualTo(vectors.get(0));
		assertThat(EmbeddingWire.body(service.emulator().embeddingRequests().get(0))).isEqualTo(RecordedTraffic.JSON
			.readTree("{\"model\":\"Embeddings\",\"input\":[\"кошка\",\"a \\\"dog\\\"\\n\u2028🐕\"]}"));
	}

	@Test
	void theServicesIndexDecidesTheOrder() {
		reply(EmbeddingWire.answer(EmbeddingWire.item(2, "2"), EmbeddingWire.item(0, "0"),
				EmbeddingWire.item(1, "1e0")));

		EmbeddingResponse response = service.embeddingModel().embedForResponse(EmbeddingWire.texts(3));

		assertThat(response.getResults()).extracting(Embedding::getIndex).containsExactly(0, 1, 2);
		assertThat(response.getResults()).extracting(Embedding::getOutput)
			.containsExactly(new float[] { 0 }, new float[] { 1 }, new float[] { 2 });
	}

	@ParameterizedTest
	@CsvSource({ "0.53857421875,0.53857421875", "-1.1044921875,-1.1044921875", "-0,-0.0", "12,12", "1.5e-3,0.0015",
			"3.4028235E38,3.4028235E38", "0.1000000014901161193847656251,0.1" })
	void aNumberIsTheNearestFloat(String written, float read) {
		reply(EmbeddingWire.answer(EmbeddingWire.item(0, written)));

		assertThat(service.embeddingModel().embed("text")).containsExactly(read);
	}

	@Test
	void longVectorsAreReadWhole() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("EmbeddingsGigaR").build());

		assertThat(model.embed("text")).hasSize(2560);
	}

	@Test
	void theUsageIsTheSumOfTheItems() {
		reply(EmbeddingWire.answer(EmbeddingWire.item(0, "1"), EmbeddingWire.item(1, "1")));

		EmbeddingResponse response = service.embeddingModel().embedForResponse(EmbeddingWire.texts(2));

		Usage usage = response.getMetadata().getUsage();
		assertThat(List.of(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens()))
			.containsExactly(14, 0, 14);
		assertThat(response.getMetadata().getModel()).isEqualTo("Embeddings");
		assertThat(response.getMetadata().<List<String>>get(GigaChatEmbeddingModel.REQUEST_IDS))
			.containsExactly(service.emulator().embeddingRequests().get(0).requestId());
	}

	@Test
	void aTotalUsageIsReadAndAMissingOneIsAbsent() {
		String items = "\"data\":[{\"index\":0,\"embedding\":[1]}]";
		service.emulator()
			.onEmbeddings()
			.replyRaw(200, "application/json", "{" + items + ",\"usage\":{\"prompt_tokens\":5}}")
			.then()
			.replyRaw(200, "application/json", "{" + items + "}");
		GigaChatEmbeddingModel model = service.embeddingModel();

		EmbeddingResponse told = model.embedForResponse(List.of("text"));
		EmbeddingResponse untold = model.embedForResponse(List.of("text"));

		assertThat(told.getMetadata().getUsage().getTotalTokens()).isEqualTo(5);
		assertThat(told.getMetadata().getModel()).isEqualTo("Embeddings");
		assertThat(untold.getMetadata().getUsage()).isInstanceOf(EmptyUsage.class);
	}

	@Test
	void aCallWithoutTextsSendsNoRequest() {
		assertThat(service.embeddingModel().embed(List.of())).isEmpty();
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n\t\u2003" })
	void aBlankTextIsNamed(String blank) {
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(List.of("first", blank, "third")))
			.withMessageContaining("The text at index 1 is blank")
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("inputs[1]"));
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void aTextThatCannotFitIsNamedBeforeAnythingIsSent() {
		String tooLong = "слово ".repeat(2000);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(List.of("first", "second", tooLong)))
			.withMessageContaining("The text at index 2 is too long: 12000 characters")
			.withMessageContaining("Embeddings takes at most 512 tokens a text")
			.withMessageNotContaining("слово")
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.TOO_LARGE))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("inputs[2]"));
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void aTextThatTheServiceRefusesForItsLengthIsNamed() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().batchSize(2).build());

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> model.embed(List.of("first", "second", "third", "слово ".repeat(500))))
			.withMessageContaining("Too long, as the service counts tokens: the text at index 3 has 750;"
					+ " Embeddings takes at most 512 tokens a text")
			.withMessageContaining("Payload too large")
			.withMessageNotContaining("слово")
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.TOO_LARGE));
	}

	@Test
	void theTextWithTheMostTokensIsNamedInsteadOfTheLongest() {
		service.emulator()
			.onEndpoint(Endpoint.TOKENS_COUNT)
			.replyRaw(200, "application/json",
					"[{\"tokens\":600,\"characters\":1200},{\"tokens\":500,\"characters\":3000}]");

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(List.of("я ".repeat(600), "слово ".repeat(500))))
			.withMessageContaining("the text at index 0 has 600")
			.withMessageNotContaining("index 1");
	}

	@Test
	void theLongestTextIsNamedIfTokensCannotBeCounted() {
		service.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(503);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(List.of("first", "слово ".repeat(500))))
			.withMessageContaining("the longest of the 2 texts of the request is the text at index 1 with 3000"
					+ " characters, and Embeddings takes at most 512 tokens a text")
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.TOO_LARGE));
	}

	@Test
	void aSingleTextThatIsRefusedIsNamed() {
		service.emulator().onEmbeddings().fail(422, "Invalid params: input");

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> model(GigaChatEmbeddingOptions.builder().model("Mine").build()).embed("a text"))
			.withMessageContaining("Invalid params: input")
			.withMessageContaining(
					"the text at index 0 has 6 characters, and Mine takes a limited number of tokens a text");
	}

	@Test
	void anUnknownModelNamesTheProperty() {
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> model(GigaChatEmbeddingOptions.builder().model("Nope").build()).embed("text"))
			.withMessageContaining("No such model")
			.withMessageContaining("spring.ai.gigachat.embedding.model")
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.NOT_FOUND));
	}

	@Test
	void aTransientFailureIsRetried() {
		service.emulator().onEmbeddings().fail(503).then().fail(429).then().succeed();

		assertThat(service.embeddingModel().embed("text")).hasSize(1024);
		assertThat(service.emulator().embeddingRequests()).hasSize(3);
	}

	@Test
	void aLastingFailureIsReportedAfterThreeRequests() {
		service.emulator().onEmbeddings().fail(429);

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed("text"))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.RATE_LIMIT));
		assertThat(service.emulator().embeddingRequests()).hasSize(3);
	}

	@Test
	void aRefusedTokenIsReplaced() {
		GigaChatEmbeddingModel model = service.embeddingModel();
		model.embed("text");
		service.emulator().revokeTokens();

		assertThat(model.embed("text")).hasSize(1024);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "{};data is missing", "{\"data\":[]};data has 0 embeddings for 2 texts",
			"{\"data\":[{\"index\":0,\"embedding\":[1]},{\"embedding\":[1]}]};data[1].index is missing",
			"{\"data\":[{\"index\":0,\"embedding\":[1]},null]};data[1].index is missing",
			"{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1}]};data[1].embedding is missing",
			"{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[1]}]};data[0].embedding is empty",
			"{\"data\":[{\"index\":1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]};the index 1 twice",
			"{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]};the index 2, which no text has",
			"{\"data\":[{\"index\":0,\"embedding\":[\"1\"]}]};not the JSON that was expected",
			"{\"data\":[{\"index\":0,\"embedding\":[1e39]}]};not the JSON that was expected",
			"{\"data\":[{\"index\":0,\"embedding\":[null]}]};not the JSON that was expected",
			"{\"data\":[{\"index\":0,\"embedding\":\"AAAA\"}]};not the JSON that was expected",
			"<html></html>;not the JSON that was expected" })
	void anAnswerThatViolatesTheProtocolIsAnError(String body, String words) {
		reply(body);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(EmbeddingWire.texts(2)))
			.withMessageContaining(words)
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.PROTOCOL));
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void aCutAnswerIsAnError() {
		String whole = EmbeddingWire.answer(EmbeddingWire.item(0, "0.5,0.25"));
		reply(whole.substring(0, whole.indexOf("0.25") + 2));

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed("text"))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CUT));
	}

	@Test
	void unknownFieldsAreIgnored() {
		reply("{\"new\":{\"a\":[1]},\"data\":[{\"index\":0,\"new\":1,\"embedding\":[1,2],\"usage\":{\"new\":1}}]}");

		assertThat(service.embeddingModel().embed("text")).containsExactly(1, 2);
	}

	@Test
	void aModelBuiltFromCredentialsClosesItsApi() {
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder()
			.credentials(GigaChatCredentials.token("not-used"))
			.build();
		model.close();

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> model.embed("text"))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CANCELLED));
	}

	private static void reply(String body) {
		service.emulator().onEmbeddings().replyRaw(200, "application/json", body);
	}

	private static GigaChatEmbeddingModel model(GigaChatEmbeddingOptions options) {
		return GigaChatEmbeddingModel.builder().api(service.api((api) -> api)).options(options).build();
	}

}
