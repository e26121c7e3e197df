package io.github.gigachat.samples.toolloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.stereotype.Service;

/**
 * Answers a question by a tool loop: the model has to search the handbook until a search
 * finds something, and then has to answer by the tool {@code answer}. Its text is never
 * the answer. The tools are only declared; the loop executes their calls.
 */
@Service
class ToolLoop {

	static final String SEARCH = "search";

	static final String ANSWER = "answer";

	private static final int MAX_SEARCHES = 3;

	private static final List<ToolCallback> TOOLS = List.of(
			GigaChatTools.declared(SEARCH, "Searches the handbook of the office for a word", schema("word")),
			GigaChatTools.declared(ANSWER, "Gives the user the final answer, from the results of the search alone",
					schema("text")));

	private static final JsonMapper JSON = JsonMapper.shared();

	private final ChatModel model;

	ToolLoop(ChatModel model) {
		this.model = model;
	}

	/**
	 * Answers a question.
	 * @param question the question
	 * @param steps receives each search and what it found
	 * @return the answer
	 */
	String answer(String question, Consumer<String> steps) {
		List<Message> conversation = new ArrayList<>(List.of(new UserMessage(question)));
		String found = "";
		for (int i = 0; i < MAX_SEARCHES && found.isEmpty(); i++) {
			AssistantMessage turn = stream(conversation, SEARCH);
			ToolCall call = call(turn);
			String word = argument(call, "word");
			found = Handbook.search(word);
			steps.accept(SEARCH + " '" + word + "': " + (found.isEmpty() ? "nothing" : found));
			conversation.add(turn);
			conversation.add(ToolResponseMessage.builder()
				.responses(List.of(new ToolResponse(call.id(), call.name(), found)))
				.build());
		}
		return argument(call(stream(conversation, ANSWER)), "text");
	}

	/**
	 * Streams a turn of the model, and joins its chunks. The same function may be forced
	 * several times in a row, so it is forced in every request.
	 */
	private AssistantMessage stream(List<Message> conversation, String forced) {
		GigaChatOptions options = GigaChatOptions.builder()
			.toolCallbacks(TOOLS)
			.functionCall(FunctionCallMode.always(forced))
			.build();
		AtomicReference<ChatResponse> whole = new AtomicReference<>();
		new MessageAggregator().aggregate(this.model.stream(new Prompt(conversation, options)), whole::set).blockLast();
		return Objects.requireNonNull(whole.get().getResult()).getOutput();
	}

	/** Returns the only call of a turn; the function was forced. */
	private static ToolCall call(AssistantMessage turn) {
		if (turn.getToolCalls().size() != 1) {
			throw new IllegalStateException("The model made " + turn.getToolCalls().size() + " calls instead of one");
		}
		return turn.getToolCalls().get(0);
	}

	private static String argument(ToolCall call, String name) {
		return JSON.readTree(call.arguments()).path(name).asString("");
	}

	private static String schema(String argument) {
		return """
				{"type": "object", "properties": {"%s": {"type": "string"}}, "required": ["%s"]}""".formatted(argument,
				argument);
	}

}
