package io.github.gigachat.benchmarks.micro;

import io.github.gigachat.spring.ai.GigaChatModel;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Runs whole calls and streams without a network: all of the provider's own work.
 */
@State(Scope.Benchmark)
public class ModelBenchmark {

	private final GigaChatModel calling = GigaChatModel.builder()
		.api(Samples.api("application/json", Samples.answer(200)))
		.build();

	private final GigaChatModel streaming = GigaChatModel.builder()
		.api(Samples.api("text/event-stream", Samples.stream()))
		.build();

	private final ChatClient client = ChatClient.create(this.calling);

	/**
	 * Calls the model.
	 * @return the answer
	 */
	@Benchmark
	public Object call() {
		return this.calling.call(new Prompt("Где мой заказ?"));
	}

	/**
	 * Calls the model through a {@link ChatClient}. Most of the work is Spring AI's.
	 * @return the answer
	 */
	@Benchmark
	public @Nullable Object chatClient() {
		return this.client.prompt("Где мой заказ?").call().content();
	}

	/**
	 * Streams an answer. The numbers are for one chunk.
	 * @return the last chunk
	 */
	@Benchmark
	@OperationsPerInvocation(Samples.CHUNKS)
	public @Nullable Object stream() {
		return this.streaming.stream(new Prompt("Где мой заказ?")).blockLast();
	}

}
