package io.github.gigachat.emulator.chat.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.emulator.chat.Completion;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.AnswerExtras.ToolRun;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import io.github.gigachat.emulator.script.TextChunker;
import io.github.gigachat.emulator.script.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes a completion in the form of v2, as a whole or as the named events of a stream. A
 * stream has no end mark unless the script sets one.
 */
public final class ChatRendererV2 {

	/** The remaining seconds that the service reports while a tool runs. */
	private static final int SECONDS_LEFT = 5;

	private final Completion completion;

	private final @Nullable String stateId;

	private final @Nullable ConversationThread thread;

	public ChatRendererV2(Completion completion, @Nullable ConversationThread thread) {
		this.completion = completion;
		this.thread = thread;
		boolean state = !completion.request().functions().isEmpty() || !completion.request().tools().isEmpty()
				|| completion.content() instanceof AnswerContent.FunctionCalls;
		this.stateId = state ? completion.stateId() : null;
	}

	public Reply render(boolean stream) {
		return stream ? Reply.of(200, Reply.EVENT_STREAM, events()) : Reply.json(200, whole());
	}

	private ObjectNode whole() {
		ObjectNode envelope = envelope();
		ArrayNode messages = envelope.putArray("messages");
		if (this.completion.extras().reasoning() != null) {
			addReasoning(messages, this.completion.extras().reasoning());
		}
		ObjectNode message = message(messages);
		ArrayNode parts = message.putArray("content");
		if (this.completion.content() instanceof AnswerContent.FunctionCalls calls) {
			addCalls(parts, calls);
		}
		else {
			addFiles(parts);
			if (!chunks().isEmpty()) {
				parts.addObject().put("text", String.join("", chunks()));
			}
			addInlineData(parts);
		}
		putReason(message);
		return ended(envelope);
	}

	private String events() {
		StringBuilder events = new StringBuilder();
		String reasoning = this.completion.extras().reasoning();
		if (reasoning != null) {
			TextChunker.of(reasoning)
				.forEach((piece) -> append(events, "delta", (messages) -> addReasoning(messages, piece)));
		}
		this.completion.extras().tools().forEach((run) -> appendRun(events, run));
		ObjectNode done = envelope();
		if (this.completion.content() instanceof AnswerContent.FunctionCalls calls) {
			// calls are only in the last event of the stream
			ObjectNode message = message(done.putArray("messages"));
			addCalls(message.putArray("content"), calls);
			putReason(message);
		}
		else {
			if (this.completion.content() instanceof AnswerContent.Drawn) {
				append(events, "delta", (messages) -> addFiles(addMessage(messages)));
			}
			for (String chunk : chunks()) {
				append(events, "delta", (messages) -> addMessage(messages).addObject().put("text", chunk));
			}
			if (hasInlineData()) {
				append(events, "delta", (messages) -> addInlineData(addMessage(messages)));
			}
			if (this.completion.extras().documentedEnd()) {
				ObjectNode message = message(done.putArray("messages"));
				message.putArray("content");
				putReason(message);
			}
		}
		append(events, "response.message.done", ended(done));
		return this.completion.extras().documentedEnd() ? events.append("data: [DONE]\n\n").toString()
				: events.toString();
	}

	private void appendRun(StringBuilder events, ToolRun run) {
		ObjectNode progress = envelope();
		addMessage(progress.putArray("messages")).addObject()
			.putObject("tool_execution")
			.put("name", run.name())
			.put("seconds_left", SECONDS_LEFT);
		append(events, "response.tool.in_progress", progress);
		ObjectNode end = envelope();
		addMessage(end.putArray("messages")).addObject()
			.putObject("tool_execution")
			.put("name", run.name())
			.put("status", run.success() ? "success" : "fail")
			.put("censored", false);
		append(events, "response.tool.completed", end);
	}

	private ObjectNode envelope() {
		ObjectNode envelope = Json.object()
			.put("model", this.completion.model())
			.put("created_at", this.completion.created());
		if (this.thread != null) {
			envelope.put("thread_id", this.thread.id()).put("message_id", this.thread.messageId());
		}
		return envelope;
	}

	private static void addReasoning(ArrayNode messages, String reasoning) {
		messages.addObject().put("role", "reasoning").putArray("content").addObject().put("text", reasoning);
	}

	private ArrayNode addMessage(ArrayNode messages) {
		return message(messages).putArray("content");
	}

	private ObjectNode message(ArrayNode messages) {
		ObjectNode message = messages.addObject().put("role", "assistant");
		if (this.stateId != null) {
			message.put("tool_state_id", this.stateId);
		}
		if (this.thread != null) {
			message.put("message_id", this.thread.messageId());
		}
		return message;
	}

	private void addFiles(ArrayNode parts) {
		if (this.completion.content() instanceof AnswerContent.Drawn drawn) {
			parts.addObject()
				.putArray("files")
				.addObject()
				.put("id", drawn.fileId())
				.put("mime", "image/jpeg")
				.put("target", "image");
		}
	}

	private void putReason(ObjectNode message) {
		if (this.completion.extras().documentedEnd()) {
			message.put("finish_reason", this.completion.finishReason());
		}
	}

	private boolean hasInlineData() {
		return !this.completion.extras().sources().isEmpty() || !this.completion.extras().widgets().isEmpty();
	}

	private void addInlineData(ArrayNode parts) {
		if (!hasInlineData()) {
			return;
		}
		ObjectNode data = parts.addObject().putObject("inline_data");
		putSources(data);
		if (!this.completion.extras().widgets().isEmpty()) {
			data.set("widgets", Json.parse(Json.write(this.completion.extras().widgets())));
		}
	}

	private void putSources(ObjectNode data) {
		List<WebPage> pages = this.completion.extras().sources();
		if (pages.isEmpty()) {
			return;
		}
		ObjectNode sources = data.putObject("sources");
		for (int i = 0; i < pages.size(); i++) {
			sources.putObject(Integer.toString(i + 1))
				.put("url", pages.get(i).url())
				.put("title", pages.get(i).title());
		}
	}

	private static void addCalls(ArrayNode parts, AnswerContent.FunctionCalls calls) {
		for (ChatMessage.FunctionCall call : calls.calls()) {
			ObjectNode function = parts.addObject().putObject("function_call");
			function.put("id", UUID.randomUUID().toString()).put("name", call.name());
			function.putRawValue("arguments", new RawValue(call.arguments()));
		}
	}

	private ObjectNode ended(ObjectNode envelope) {
		Usage usage = this.completion.usage();
		envelope.put("finish_reason", this.completion.finishReason());
		ObjectNode counts = envelope.putObject("usage").put("input_tokens", usage.promptTokens());
		counts.putObject("input_tokens_details")
			.put("prompt_tokens", usage.promptTokens())
			.put("cached_tokens", usage.precachedPromptTokens());
		counts.put("output_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens());
		if (this.completion.extras().additionalData() != null) {
			envelope.set("additional_data", Json.parse(Json.write(this.completion.extras().additionalData())));
		}
		return envelope;
	}

	/** Returns the chunks of the text, with the source marks that it needs. */
	private List<String> chunks() {
		List<String> chunks = said();
		int pages = this.completion.extras().sources().size();
		if (pages == 0 || String.join("", chunks).contains("[sources=[")) {
			return chunks;
		}
		List<String> marked = new ArrayList<>(chunks);
		for (int i = 1; i <= pages; i++) {
			marked.add(" [sources=[" + i + "]]");
		}
		return marked;
	}

	private List<String> said() {
		if (this.completion.content() instanceof AnswerContent.Drawn drawn) {
			return drawn.text().isEmpty() ? List.of() : TextChunker.of(drawn.text());
		}
		return ((AnswerContent.Text) this.completion.content()).chunks();
	}

	private void append(StringBuilder events, String kind, Consumer<ArrayNode> content) {
		ObjectNode envelope = envelope();
		content.accept(envelope.putArray("messages"));
		append(events, "response.message." + kind, envelope);
	}

	private static void append(StringBuilder events, String name, ObjectNode event) {
		events.append("event: ").append(name).append("\ndata: ").append(Json.write(event)).append("\n\n");
	}

}
