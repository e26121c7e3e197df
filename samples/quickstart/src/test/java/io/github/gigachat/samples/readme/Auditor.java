package io.github.gigachat.samples.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

class Auditor {

	private static final int MAX_ROUNDS = 10;

	private static final GigaChatOptions OPTIONS = GigaChatOptions.builder()
		.toolCallbacks(GigaChatTools.declared("readFile", "Returns the text of a file", """
				{"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]}"""))
		.build();

	private final ChatModel model;

	private final UnaryOperator<String> readFile;

	Auditor(ChatModel model, UnaryOperator<String> readFile) {
		this.model = model;
		this.readFile = readFile;
	}

	String answer(String question) {
		List<Message> conversation = new ArrayList<>(List.of(new UserMessage(question)));
		for (int round = 0; round < MAX_ROUNDS; round++) {
			AssistantMessage turn = this.model.call(new Prompt(conversation, OPTIONS)).getResult().getOutput();
			if (!turn.hasToolCalls()) {
				return turn.getText();
			}
			conversation.add(turn);
			conversation.add(results(turn));
		}
		throw new IllegalStateException("The model gave no answer in " + MAX_ROUNDS + " rounds");
	}

	private ToolResponseMessage results(AssistantMessage turn) {
		List<ToolResponse> results = turn.getToolCalls()
			.stream()
			.map((call) -> new ToolResponse(call.id(), call.name(), this.readFile.apply(call.arguments())))
			.toList();
		return ToolResponseMessage.builder().responses(results).build();
	}

}
