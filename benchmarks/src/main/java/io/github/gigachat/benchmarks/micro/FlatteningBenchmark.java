package io.github.gigachat.benchmarks.micro;

import java.util.List;

import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Flattens a conversation. The schemas of its tools are cached, as in all calls but the
 * first.
 */
@State(Scope.Benchmark)
public class FlatteningBenchmark {

	/** The number of messages. */
	@Param({ "2", "20", "200" })
	public int messages;

	/** The number of tools. */
	@Param({ "0", "10", "100" })
	public int tools;

	private final MessageFlattener flattener = new MessageFlattener();

	private final FlattenSettings settings = FlattenSettings.defaults();

	private List<ToolDefinition> definitions = List.of();

	private List<Message> conversation = List.of();

	/** Creates the conversation. */
	@Setup
	public void prepare() {
		this.definitions = Samples.tools(this.tools);
		this.conversation = Samples.conversation(this.messages, this.definitions);
	}

	/**
	 * Flattens the conversation.
	 * @return the flattened conversation
	 */
	@Benchmark
	public Object flatten() {
		return this.flattener.flatten(this.conversation, this.definitions, this.settings);
	}

}
