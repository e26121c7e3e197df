package io.github.gigachat.samples.gateway.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

import io.github.gigachat.samples.gateway.conversation.Content;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.content.Media;

/**
 * Reads a text, or blocks of text, media, calls and results. Texts are joined by a line
 * break. What a model thought, and what tools on Anthropic's servers did, is left out.
 */
final class BlocksReader {

	private static final Set<String> THOUGHTS = Set.of("thinking", "redacted_thinking");

	private static final Set<String> SERVER_CALLS = Set.of("server_tool_use", "mcp_tool_use");

	private static final String RESULT = "tool_result";

	/** The types that not every message and block may contain. */
	private static final Set<String> PLACED = Set.of("image", "document", "search_result", "tool_use", RESULT);

	/** The beginning of a block that Claude Code changes with each request. */
	private static final String BILLING = "x-anthropic-billing-header:";

	private final Container container;

	private final List<String> ignored;

	private final StringJoiner text = new StringJoiner("\n");

	private final List<Media> media = new ArrayList<>();

	private final List<ToolCall> calls = new ArrayList<>();

	private final List<Result> results = new ArrayList<>();

	private BlocksReader(Container container, List<String> ignored) {
		this.container = container;
		this.ignored = ignored;
	}

	/**
	 * Reads the content of a message or a block.
	 * @param fields the fields of the message or the block
	 * @param field the field with the content
	 * @param container the kind of what contains the blocks
	 * @param ignored gets the places of the blocks that have no effect
	 */
	static BlocksReader read(JsonFields fields, String field, Container container, List<String> ignored) {
		BlocksReader reader = new BlocksReader(container, ignored);
		reader.take(fields, field);
		return reader;
	}

	private void take(JsonFields fields, String field) {
		JsonNode content = fields.value(field);
		if (content == null) {
			return;
		}
		if (content.isString()) {
			this.text.add(content.stringValue());
			return;
		}
		if (!content.isArray()) {
			throw fields.wrong(field, "a string or an array of blocks");
		}
		fields.objects(field).forEach(this::take);
	}

	private void take(JsonFields block) {
		String type = block.requiredText("type");
		if (PLACED.contains(type) && !this.container.takes(type)) {
			throw ApiException.invalid(block.place("type"),
					block.place("type") + " must not be " + type + " in " + this.container.words);
		}
		switch (type) {
			case "image" -> this.media.add(SourceReader.picture(block));
			case "document" -> document(block);
			case "tool_use" -> this.calls.add(call(block));
			case RESULT -> this.results.add(result(block));
			case "search_result" -> searchResult(block);
			default -> other(type, block);
		}
	}

	private void other(String type, JsonFields block) {
		if (SERVER_CALLS.contains(type) || type.endsWith("_" + RESULT)) {
			this.ignored.add(block.place());
		}
		else if (!THOUGHTS.contains(type)) {
			text(block);
		}
	}

	private void text(JsonFields block) {
		String given = block.text("text");
		if (given == null) {
			throw ApiException.invalid(block.place("type"), block.place("type")
					+ " is not known, or the block has no text. Use text, image, document, tool_use or tool_result");
		}
		if (this.container != Container.INSTRUCTIONS || !given.startsWith(BILLING)) {
			this.text.add(given);
		}
	}

	private void document(JsonFields block) {
		JsonFields source = SourceReader.source(block);
		String type = source.requiredText("type");
		boolean isText = type.equals("text") || type.equals("content");
		if (isText) {
			addIfPresent(block.text("title"));
		}
		addIfPresent(block.text("context"));
		if (!isText) {
			this.media.add(SourceReader.file(block));
		}
		else if (type.equals("text")) {
			this.text.add(source.requiredText("data"));
		}
		else {
			addNested(source);
		}
	}

	private void searchResult(JsonFields block) {
		addIfPresent(block.text("title"));
		addIfPresent(block.text("source"));
		addNested(block);
	}

	private void addNested(JsonFields fields) {
		Content nested = nested(fields);
		addIfPresent(nested.text());
		this.media.addAll(nested.media());
	}

	private void addIfPresent(@Nullable String given) {
		if (given != null && !given.isEmpty()) {
			this.text.add(given);
		}
	}

	private Content nested(JsonFields fields) {
		return read(fields, "content", Container.BLOCK, this.ignored).content();
	}

	private static ToolCall call(JsonFields block) {
		String input = block.json("input");
		String id = block.text("id");
		return new ToolCall((id != null) ? id : "", "function", block.requiredText("name"),
				(input != null) ? input : "{}");
	}

	private Result result(JsonFields block) {
		Content content = nested(block);
		if (block.isTrue("is_error")) {
			content = new Content(error(content.text()), content.media());
		}
		return new Result(block.text("tool_use_id"), content);
	}

	/**
	 * Returns a text that tells the model of the error, because it reads nothing else.
	 */
	private static String error(String text) {
		if (text.isBlank()) {
			return "Error";
		}
		return text.strip().toLowerCase(Locale.ROOT).startsWith("error") ? text : "Error: " + text;
	}

	/** Returns the texts and media outside the results. */
	Content content() {
		return new Content(this.text.toString(), this.media);
	}

	List<ToolCall> calls() {
		return this.calls;
	}

	List<Result> results() {
		return this.results;
	}

	/** The kinds of what contains blocks. */
	enum Container {

		/** The field {@code system}, or a message of the system. */
		INSTRUCTIONS("instructions of the system"),

		/** A message of the user. */
		USER("a message of the user"),

		/** A message of the model. */
		ASSISTANT("a message of the assistant"),

		/** A result, a document or a search result. */
		BLOCK("another block");

		private final String words;

		Container(String words) {
			this.words = words;
		}

		/** Returns whether blocks of a type other than text may be here. */
		private boolean takes(String type) {
			boolean call = type.equals("tool_use");
			return switch (this) {
				case INSTRUCTIONS -> false;
				case USER -> !call;
				case ASSISTANT -> call;
				case BLOCK -> !call && !type.equals(RESULT);
			};
		}

	}

	/**
	 * The result of a call.
	 *
	 * @param id the id of the call, or {@code null}
	 * @param content the result
	 */
	record Result(@Nullable String id, Content content) {

	}

}
