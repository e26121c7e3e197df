package io.github.gigachat.benchmarks.micro;

import java.util.List;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Decodes the chunks of a stream. The numbers are for one chunk; those of the request are
 * divided among all chunks.
 */
@State(Scope.Benchmark)
public class ChunkBenchmark {

	private final GigaChatApi api = Samples.api("text/event-stream", Samples.stream());

	private final ChatCompletionRequest request = ChatCompletionRequest.builder()
		.model("GigaChat-2")
		.messages(List.of(ChatMessage.text("user", "?")))
		.build();

	/**
	 * Decodes all chunks.
	 * @return the last chunk
	 */
	@Benchmark
	@OperationsPerInvocation(Samples.CHUNKS)
	public @Nullable Object decode() {
		return this.api.chatCompletionStream(this.request).blockLast();
	}

}
