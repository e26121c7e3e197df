package io.github.gigachat.spring.ai.embeddings;

import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests retrieval from Spring AI's own vector store: the documents are found for a
 * question and given to the model.
 */
@Timeout(60)
class EmbeddingRetrievalTests {

	private static final List<Document> HANDBOOK = List.of(
			new Document("Возврат товара возможен в течение 14 дней после покупки.", Map.of("source", "returns")),
			new Document("Доставка по Москве занимает один день и стоит 300 рублей.", Map.of("source", "delivery")),
			new Document("Магазин открыт с понедельника по пятницу с 9 до 18.", Map.of("source", "hours")));

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void theNearestDocumentIsFound() {
		SimpleVectorStore store = store();

		List<Document> found = store
			.similaritySearch(SearchRequest.builder().query("Сколько стоит доставка?").topK(1).build());

		assertThat(found).singleElement()
			.satisfies((document) -> assertThat(document.getMetadata()).containsEntry("source", "delivery"));
		assertThat(service.emulator().embeddingRequests()).flatExtracting(EmbeddingWire::input)
			.as("each document with its metadata, then the question")
			.containsExactly(HANDBOOK.get(0).getFormattedContent(MetadataMode.EMBED),
					HANDBOOK.get(1).getFormattedContent(MetadataMode.EMBED),
					HANDBOOK.get(2).getFormattedContent(MetadataMode.EMBED), "Сколько стоит доставка?");
	}

	@Test
	void theModelIsAskedWithTheFoundDocuments() {
		service.emulator()
			.onRequest((request) -> request.lastUserText().contains("в течение 14 дней"))
			.reply("Две недели.");
		RetrievalAugmentationAdvisor retrieval = RetrievalAugmentationAdvisor.builder()
			.documentRetriever(VectorStoreDocumentRetriever.builder().vectorStore(store()).topK(1).build())
			.build();

		ChatClientResponse response = ChatClient.create(service.model())
			.prompt("Какой срок на возврат товара?")
			.advisors(retrieval)
			.call()
			.chatClientResponse();

		assertThat(response.chatResponse().getResult().getOutput().getText()).isEqualTo("Две недели.");
		assertThat(response.context().get(RetrievalAugmentationAdvisor.DOCUMENT_CONTEXT))
			.asInstanceOf(InstanceOfAssertFactories.list(Document.class))
			.singleElement()
			.satisfies((document) -> assertThat(document.getMetadata()).containsEntry("source", "returns"));
	}

	private static SimpleVectorStore store() {
		SimpleVectorStore store = SimpleVectorStore.builder(service.embeddingModel()).build();
		store.add(HANDBOOK);
		return store;
	}

}
