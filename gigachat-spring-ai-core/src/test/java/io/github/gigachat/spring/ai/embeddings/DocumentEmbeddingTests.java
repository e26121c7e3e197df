package io.github.gigachat.spring.ai.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.knuddels.jtokkit.api.EncodingType;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests the embedding of documents, whose batches a strategy of Spring AI makes.
 */
@Timeout(60)
class DocumentEmbeddingTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

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

}
