package io.github.gigachat.benchmarks.micro;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectWriter;

import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Writes the body of a request.
 */
@State(Scope.Benchmark)
public class RequestBenchmark {

	/** The number of messages. */
	@Param({ "2", "200" })
	public int messages;

	/** The number of tools. */
	@Param({ "0", "10" })
	public int tools;

	private final ObjectWriter writer = WireJson.writer(ChatCompletionRequest.class);

	private ChatCompletionRequest request = ChatCompletionRequest.builder().build();

	/** Creates the request. */
	@Setup
	public void prepare() {
		List<ToolDefinition> definitions = Samples.tools(this.tools);
		FlattenedConversation conversation = new MessageFlattener()
			.flatten(Samples.conversation(this.messages, definitions), definitions, FlattenSettings.defaults());
		this.request = ChatCompletionRequest.builder()
			.model("GigaChat-2")
			.messages(conversation.messages())
			.functions(conversation.functions())
			.functionCall(conversation.functionCall())
			.temperature(0.7)
			.build();
	}

	/**
	 * Writes the request.
	 * @return the JSON
	 */
	@Benchmark
	public byte[] write() {
		return this.writer.writeValueAsBytes(this.request);
	}

}
