package io.github.gigachat.samples.readme;

import java.util.List;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.stereotype.Service;

@Service
class Handbook {

	private final VectorStore pages;

	Handbook(EmbeddingModel embeddings) {
		this.pages = SimpleVectorStore.builder(embeddings).build();
	}

	void add(List<Document> documents) {
		this.pages.add(TokenTextSplitter.builder().withChunkSize(400).build().apply(documents));
	}

	List<Document> find(String question) {
		return this.pages.similaritySearch(SearchRequest.builder().query(question).topK(3).build());
	}

}
