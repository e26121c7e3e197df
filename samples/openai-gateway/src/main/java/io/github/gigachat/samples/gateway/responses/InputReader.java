package io.github.gigachat.samples.gateway.responses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.conversation.Content;
import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * Reads the instructions and the items of a conversation. Consecutive calls are one turn
 * of the model, together with the text before them.
 */
final class InputReader {

	/**
	 * The items of tools that OpenAI runs, and those that only OpenAI can read.
	 */
	private static final Set<String> FOREIGN = Set.of("reasoning", "item_reference", "web_search_call",
			"file_search_call", "computer_call", "computer_call_output", "image_generation_call",
			"code_interpreter_call", "local_shell_call", "local_shell_call_output", "shell_call", "shell_call_output",
			"apply_patch_call", "apply_patch_call_output", "mcp_call", "mcp_list_tools", "mcp_approval_request",
			"mcp_approval_response", "tool_search_call", "tool_search_output", "compaction", "compaction_summary");

	private final ContentReader contents = new ContentReader();

	private final Conversation conversation = new Conversation();

	private final List<ToolCall> calls = new ArrayList<>();

	private final List<String> ignored;

	private String text = "";

	/** The place of the model's turn that is being read, or {@code null}. */
	private @Nullable String turn;

	private InputReader(List<String> ignored) {
		this.ignored = ignored;
	}

	static Conversation read(JsonFields body, List<String> ignored) {
		InputReader reader = new InputReader(ignored);
		String instructions = body.text("instructions");
		if (instructions != null && !instructions.isEmpty()) {
			reader.conversation.system(instructions, "instructions");
		}
		JsonNode input = body.value("input");
		if (input == null) {
			throw ApiException.invalid("input", "input is missing");
		}
		if (input.isString()) {
			reader.conversation.user(new Content(input.stringValue(), List.of()), "input");
			return reader.conversation;
		}
		if (!input.isArray() || input.isEmpty() || input.size() > Conversation.MAX_MESSAGES) {
			throw body.wrong("input", "a string, or an array of 1 to " + Conversation.MAX_MESSAGES + " items");
		}
		body.objects("input").forEach(reader::item);
		reader.endTurn();
		return reader.conversation;
	}

	private void item(JsonFields item) {
		String type = item.text("type");
		switch ((type != null) ? type : "message") {
			case "message" -> message(item);
			case "function_call" -> call(item, arguments(item));
			case "custom_tool_call" -> call(item, input(item));
			case "function_call_output", "custom_tool_call_output" -> output(item);
			default -> other(item, type);
		}
	}

	private void message(JsonFields item) {
		Content content = this.contents.read(item, "content");
		String place = item.place();
		switch (item.requiredText("role")) {
			case "system", "developer" -> {
				endTurn();
				this.conversation.system(content.onlyText(item, "content"), place);
			}
			case "user" -> {
				endTurn();
				this.conversation.user(content, place);
			}
			case "assistant" -> {
				endTurn();
				this.text = content.onlyText(item, "content");
				this.turn = place;
			}
			default -> throw item.wrong("role", "system, developer, user or assistant");
		}
	}

	private void call(JsonFields item, String arguments) {
		String name = DeclaredTool.functionName(item.text("namespace"), item.requiredText("name"));
		String id = item.text("call_id");
		this.turn = (this.turn != null) ? this.turn : item.place();
		this.calls.add(new ToolCall((id != null) ? id : "", "function", name, arguments));
	}

	private void output(JsonFields item) {
		endTurn();
		this.conversation.result(item.text("call_id"), item.text("name"), this.contents.read(item, "output"),
				item.place("output"));
	}

	private void other(JsonFields item, @Nullable String type) {
		if (type != null && FOREIGN.contains(type)) {
			// thoughts are encrypted, and agents return them with every turn
			if (!type.equals("reasoning")) {
				this.ignored.add(item.place());
			}
			return;
		}
		String given = item.text("text");
		if (given == null) {
			throw ApiException.invalid(item.place("type"), item.place("type") + " is not known. Use message,"
					+ " function_call, function_call_output, custom_tool_call or custom_tool_call_output");
		}
		endTurn();
		this.conversation.user(new Content(given, List.of()), item.place());
	}

	private void endTurn() {
		if (this.turn != null) {
			this.conversation.assistant(this.text, List.copyOf(this.calls), this.turn);
		}
		this.calls.clear();
		this.text = "";
		this.turn = null;
	}

	private static String arguments(JsonFields item) {
		String arguments = item.text("arguments");
		return (arguments != null) ? arguments : "{}";
	}

	/** Returns the arguments of the function that stands for a custom tool. */
	private static String input(JsonFields item) {
		String input = item.text(CallItem.INPUT);
		return new String(JsonText.of((json) -> json.writeStringProperty(CallItem.INPUT, (input != null) ? input : "")),
				StandardCharsets.UTF_8);
	}

}
