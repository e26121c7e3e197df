package io.github.gigachat.benchmarks.micro;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectReader;

/**
 * Decodes the body of a whole answer.
 */
@State(Scope.Benchmark)
public class ResponseBenchmark {

	/** The number of characters of the answer. */
	@Param({ "200", "20000" })
	public int length;

	private final ObjectReader reader = WireJson.reader(ChatCompletionResponse.class);

	private byte[] json = {};

	/** Creates the answer. */
	@Setup
	public void prepare() {
		this.json = Samples.answer(this.length);
	}

	/**
	 * Decodes the answer.
	 * @return the answer
	 */
	@Benchmark
	public Object decode() {
		return this.reader.readValue(this.json);
	}

}
