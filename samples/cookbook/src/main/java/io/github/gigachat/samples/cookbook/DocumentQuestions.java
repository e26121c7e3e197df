package io.github.gigachat.samples.cookbook;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.PromptTemplate;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.generation.augmentation.ContextualQueryAugmenter;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Service;

/**
 * Answers a question from the excerpts of the documents that are most similar to it.
 */
@Service
class DocumentQuestions {

	private static final int NEAREST = 4;

	private static final PromptTemplate PROMPT = new PromptTemplate(
			"""
					Answer the question in its own language, from these excerpts alone. Put the number of the excerpt that says it \
					behind each statement, like [1]. If none of them says it, say so.

					{context}

					Question: {query}
					""");

	private final ChatClient chat;

	DocumentQuestions(ChatClient.Builder chat, VectorStore excerpts, AsyncTaskExecutor threads) {
		this.chat = chat
			.defaultAdvisors(RetrievalAugmentationAdvisor.builder()
				.documentRetriever(VectorStoreDocumentRetriever.builder().vectorStore(excerpts).topK(NEAREST).build())
				.queryAugmenter(ContextualQueryAugmenter.builder()
					.promptTemplate(PROMPT)
					.documentFormatter(DocumentQuestions::numbered)
					.build())
				// its own threads would outlive the application
				.taskExecutor(threads)
				.build())
			.build();
	}

	/**
	 * Answers a question.
	 * @param question the question
	 * @return the answer with its sources
	 */
	SourcedAnswer ask(String question) {
		ChatClientResponse response = this.chat.prompt(question).call().chatClientResponse();
		String text = text(Objects.requireNonNull(response.chatResponse()));
		return new SourcedAnswer(text, sources(text, excerpts(response)));
	}

	private static String text(ChatResponse response) {
		return Objects.requireNonNullElse(Objects.requireNonNull(response.getResult()).getOutput().getText(), "");
	}

	@SuppressWarnings("unchecked")
	private static List<Document> excerpts(ChatClientResponse response) {
		Object excerpts = response.context().get(RetrievalAugmentationAdvisor.DOCUMENT_CONTEXT);
		return (List<Document>) Objects.requireNonNull(excerpts);
	}

	private static String numbered(List<Document> excerpts) {
		return IntStream.range(0, excerpts.size())
			.mapToObj((i) -> number(i) + " " + source(excerpts.get(i)) + "\n" + excerpts.get(i).getText())
			.collect(Collectors.joining("\n\n"));
	}

	private static List<String> sources(String answer, List<Document> excerpts) {
		List<String> named = IntStream.range(0, excerpts.size())
			.filter((i) -> answer.contains(number(i)))
			.mapToObj((i) -> source(excerpts.get(i)))
			.distinct()
			.toList();
		return named.isEmpty() ? excerpts.stream().map(DocumentQuestions::source).distinct().toList() : named;
	}

	private static String number(int index) {
		return "[" + (index + 1) + "]";
	}

	private static String source(Document excerpt) {
		return String.valueOf(excerpt.getMetadata().get(DocumentLibrary.SOURCE));
	}

}
