package io.github.gigachat.benchmarks.micro;

import java.util.Collections;

import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Decodes and sorts the embeddings of a request.
 */
@State(Scope.Benchmark)
public class EmbeddingsBenchmark {

	private static final int TEXTS = 100;

	private static final int DIMENSIONS = 1024;

	private final GigaChatApi api = Samples.api("application/json", Samples.embeddings(TEXTS, DIMENSIONS));

	private final EmbeddingsRequest request = new EmbeddingsRequest("Embeddings", Collections.nCopies(TEXTS, "text"));

	/**
	 * Decodes the vectors of 100 texts, 1,024 numbers each.
	 * @return the vectors
	 */
	@Benchmark
	public Object decode() {
		return this.api.embeddings(this.request);
	}

}
