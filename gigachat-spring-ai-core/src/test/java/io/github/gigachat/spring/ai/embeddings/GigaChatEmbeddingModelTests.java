package io.github.gigachat.spring.ai.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.knuddels.jtokkit.api.EncodingType;
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
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

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
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.INVALID_REQUEST));
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
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.TOO_LARGE));
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

	@ParameterizedTest
	@CsvSource({ "Embeddings,1024", "Embeddings-2,1024", "EmbeddingsGigaR,2560", "GigaEmbeddings-3B-2025-09,2048" })
	void theDimensionsOfTheServicesModelsAreKnown(String name, int dimensions) {
		assertThat(model(GigaChatEmbeddingOptions.builder().model(name).build()).dimensions()).isEqualTo(dimensions);
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void theDimensionsOfAnotherModelCanBeConfigured() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(3).build());

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().requests()).isEmpty();
		assertThat(model.embed("text")).hasSize(3);
	}

	@Test
	void theDimensionsOfAnotherModelAreRequestedOnce() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").build());

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void theDimensionsOfAnotherModelAreSeenInItsAnswers() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").build());
		model.embed("text");

		assertThat(model.dimensions()).isEqualTo(3);
		assertThat(service.emulator().embeddingRequests()).hasSize(1);
	}

	@Test
	void dimensionsThatDifferFromTheConfiguredOnesAreAnError() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(4).build());

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> model.embed("text"))
			.withMessageContaining("spring.ai.gigachat.embedding.dimensions is 4, but a vector of Mine has 3");
	}

	@Test
	void aDocumentIsEmbeddedByTheMetadataMode() {
		Document document = new Document("the text", Map.of("title", "the title"));

		service.embeddingModel().embed(document);
		GigaChatEmbeddingModel.builder()
			.api(service.api((api) -> api))
			.metadataMode(MetadataMode.NONE)
			.build()
			.embed(document);

		assertThat(service.emulator().embeddingRequests()).extracting((request) -> EmbeddingWire.input(request).get(0))
			.containsExactly(document.getFormattedContent(MetadataMode.EMBED),
					document.getFormattedContent(MetadataMode.NONE));
		assertThat(EmbeddingWire.input(service.emulator().embeddingRequests().get(0)).get(0)).contains("the title");
	}

	@Test
	void documentsAreBatchedBySpringAisStrategy() {
		List<Document> documents = EmbeddingWire.texts(5)
			.stream()
			.map((text) -> new Document(text, Map.of("title", "of " + text)))
			.toList();
		TokenCountBatchingStrategy strategy = new TokenCountBatchingStrategy(EncodingType.CL100K_BASE, 10, 0);

		List<float[]> vectors = service.embeddingModel().embed(documents, null, strategy);

		assertThat(vectors).hasSize(5);
		assertThat(service.emulator().embeddingRequests().size()).isGreaterThan(1);
		assertThat(service.emulator()
			.embeddingRequests()
			.stream()
			.flatMap((request) -> EmbeddingWire.input(request).stream())).containsExactlyInAnyOrderElementsOf(
					documents.stream().map((document) -> document.getFormattedContent(MetadataMode.EMBED)).toList());
	}

	@Test
	void aDocumentThatCannotBeEmbeddedIsNamedAmongAllOfThem() {
		List<Document> documents = new ArrayList<>();
		EmbeddingWire.texts(6).forEach((text) -> documents.add(new Document(text)));
		documents.set(5, new Document("the-last", "слово ".repeat(500), Map.of()));

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(documents, null, pairs()))
			.withMessageContaining("the text at index 5 (document the-last) has 751");
		documents.set(2, new Document("the-third", " ", Map.of()));
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(documents, null, pairs()))
			.withMessageContaining("The text at index 2 (document the-third) is blank");
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.embeddingModel().embed(documents.get(2)))
			.withMessageContaining("(document the-third) is blank");
	}

	@Test
	void theBatchesOfAStrategyRunConcurrently() {
		List<Document> documents = EmbeddingWire.texts(80).stream().map(Document::new).toList();
		service.emulator().network().onEmbeddings().silentBeforeResponse().times(4);
		GigaChatEmbeddingModel model = service.embeddingModel();
		CompletableFuture<List<float[]>> vectors = CompletableFuture
			.supplyAsync(() -> model.embed(documents, null, pairs()));

		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().embeddingRequests().size() == 4);

		assertThat(vectors).isNotDone();
		vectors.cancel(true);
	}

	@Test
	void theVectorsOfManyBatchesAreInTheOrderOfTheDocuments() {
		List<Document> documents = EmbeddingWire.texts(80).stream().map(Document::new).toList();

		List<float[]> vectors = service.embeddingModel().embed(documents, null, pairs());

		assertThat(vectors).hasSize(80);
		assertThat(vectors.get(79)).isEqualTo(service.embeddingModel().embed("text 79"));
		assertThat(vectors.get(1)).isEqualTo(service.embeddingModel().embed("text 1"));
		assertThat(service.emulator().embeddingRequests().subList(0, 40))
			.allSatisfy((request) -> assertThat(EmbeddingWire.input(request)).hasSize(2));
	}

	@Test
	void aStrategyThatLosesADocumentIsAnError() {
		List<Document> documents = List.of(new Document("one"), new Document("two"));

		assertThatIllegalStateException()
			.isThrownBy(() -> service.embeddingModel().embed(documents, null, (all) -> List.of(all.subList(0, 1))))
			.withMessageContaining("made 1 documents of 2");
	}

	/** Divides documents into batches of two. */
	private static BatchingStrategy pairs() {
		return (documents) -> IntStream.range(0, (documents.size() + 1) / 2)
			.mapToObj((i) -> documents.subList(2 * i, Math.min(2 * i + 2, documents.size())))
			.toList();
	}

	@Test
	void headersOfTheOptionsAreSentWithThoseOfTheModel() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder()
			.headers(Map.of("X-Client-ID", "all", "X-Service", "search"))
			.build());

		ask(model, GigaChatEmbeddingOptions.builder().headers(Map.of("x-client-id", "anna")).build(), 1);
		ask(model, EmbeddingOptions.builder().build(), 1);

		assertThat(service.emulator().embeddingRequests())
			.extracting((request) -> request.header("X-Client-ID") + " " + request.header("X-Service"))
			.containsExactly("anna search", "all search");
		assertThat(model.getOptions().toString()).contains("X-Client-ID").doesNotContain("search");
		assertThat(model.getOptions().mutate().build()).isEqualTo(model.getOptions());
		assertThat(model.getOptions()).isNotEqualTo(model.getOptions().mutate().headers(null).build());
	}

	@Test
	void portableOptionsOverrideTheModelsAndTheRestIsKept() {
		GigaChatEmbeddingModel model = model(GigaChatEmbeddingOptions.builder().model("Mine").batchSize(2).build());

		ask(model, EmbeddingOptions.builder().model("Embeddings-2").build(), 3);
		ask(model, GigaChatEmbeddingOptions.builder().batchSize(3).build(), 3);
		ask(model, EmbeddingOptions.builder().build(), 1);

		assertThat(service.emulator().embeddingRequests())
			.extracting((request) -> EmbeddingWire.body(request).path("model").asString() + " "
					+ EmbeddingWire.input(request).size())
			.hasSize(4)
			.containsExactlyInAnyOrder("Embeddings-2 2", "Embeddings-2 1", "Mine 3", "Mine 1");
	}

	@Test
	void theModelOfAnotherProvidersOptionsIsIgnored() {
		ask(service.embeddingModel(), new OtherOptions(), 1);

		assertThat(EmbeddingWire.body(service.emulator().embeddingRequests().get(0)).path("model").asString())
			.isEqualTo("Embeddings");
	}

	@Test
	void dimensionsThatTheModelDoesNotHaveAreNotTaken() {
		EmbeddingResponse response = ask(service.embeddingModel(), EmbeddingOptions.builder().dimensions(256).build(),
				1);

		assertThat(response.getResult().getOutput()).hasSize(1024);
		assertThat(EmbeddingWire.body(service.emulator().embeddingRequests().get(0)).propertyNames())
			.containsExactly("model", "input");
	}

	@Test
	void invalidOptionsAreRefused() {
		GigaChatEmbeddingModel.Builder builder = GigaChatEmbeddingModel.builder();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().dimensions(512).build()))
			.withMessage(
					"dimensions is 512, but those of Embeddings are 1024, which the service does not let a client change");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().model("Mine").dimensions(0).build()))
			.withMessageContaining("dimensions has to be at least 1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.options(GigaChatEmbeddingOptions.builder().batchSize(0).build()))
			.withMessageContaining("batch-size has to be at least 1");
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> ask(service.embeddingModel(), GigaChatEmbeddingOptions.builder().batchSize(0).build(), 1))
			.withMessageContaining("spring.ai.gigachat.embedding.batch-size has to be at least 1, but is 0");
		assertThatIllegalStateException().isThrownBy(builder::build);
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

	private static EmbeddingResponse ask(GigaChatEmbeddingModel model, EmbeddingOptions options, int texts) {
		return model.call(new EmbeddingRequest(EmbeddingWire.texts(texts), options));
	}

	/** Options as another provider has them. */
	private static final class OtherOptions implements EmbeddingOptions {

		@Override
		public String getModel() {
			return "text-embedding-3-large";
		}

		@Override
		public Integer getDimensions() {
			return 3072;
		}

	}

}
