package io.github.gigachat.spring.ai.flatten;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.spring.ai.api.ChatMessage;
import io.github.gigachat.spring.ai.api.FunctionCallMode;
import io.github.gigachat.spring.ai.api.FunctionDefinition;
import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Turns Spring AI's messages and tools into a conversation that the service accepts. A
 * pure function: it talks to nobody and keeps nothing but adapted schemas.
 */
public final class MessageFlattener {

	private final FunctionSchemas schemas = new FunctionSchemas();

	/**
	 * Creates a flattener.
	 */
	public MessageFlattener() {
	}

	/**
	 * Flattens a conversation.
	 * @param messages the messages, in any order and mixture
	 * @param tools the tools on offer
	 * @param mode whether the model may, must not or has to call one; {@code null} for
	 * the default, which is that it may
	 * @return the conversation as it goes out
	 * @throws GigaChatNonTransientException when there is nothing to send
	 */
	public FlattenedConversation flatten(List<Message> messages, List<ToolDefinition> tools,
			@Nullable FunctionCallMode mode) {
		FunctionNames names = FunctionNames.of(namesOf(messages, tools));
		List<ChatMessage> flattened = new ConversationWriter(names).write(messages);
		if (flattened.isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest("No message of the prompt has text or a call",
					"Put the question into a user message");
		}
		return new FlattenedConversation(flattened, functions(tools, names), functionCall(tools, mode, names, messages),
				names);
	}

	private static Set<String> namesOf(List<Message> messages, List<ToolDefinition> tools) {
		Set<String> names = new LinkedHashSet<>();
		tools.forEach((tool) -> names.add(tool.name()));
		for (Message message : messages) {
			if (message instanceof AssistantMessage assistant) {
				assistant.getToolCalls().forEach((call) -> names.add(call.name()));
			}
		}
		return names;
	}

	private List<FunctionDefinition> functions(List<ToolDefinition> tools, FunctionNames names) {
		List<FunctionDefinition> functions = new ArrayList<>(tools.size());
		for (ToolDefinition tool : tools) {
			functions.add(new FunctionDefinition(names.toWire(tool.name()), tool.description(),
					this.schemas.parameters(tool.inputSchema())));
		}
		return functions;
	}

	private static @Nullable FunctionCallMode functionCall(List<ToolDefinition> tools, @Nullable FunctionCallMode mode,
			FunctionNames names, List<Message> messages) {
		if (mode == null) {
			// what an absent mode means differs by the age of the service's documentation
			return tools.isEmpty() ? null : FunctionCallMode.AUTO;
		}
		if (!mode.isForced()) {
			return mode;
		}
		// forced again after its result, the function would be called for ever
		boolean answered = messages.get(messages.size() - 1) instanceof ToolResponseMessage;
		return answered ? FunctionCallMode.AUTO : FunctionCallMode.forced(names.toWire(mode.name()));
	}

}
