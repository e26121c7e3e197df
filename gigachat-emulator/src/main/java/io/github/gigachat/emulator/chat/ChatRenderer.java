package io.github.gigachat.emulator.chat;

import java.util.List;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import io.github.gigachat.emulator.script.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes a completion in the form of v1, as a whole or as the events of a stream.
 */
public final class ChatRenderer {

	/** The remaining seconds that the service reports while it draws. */
	private static final List<String> PROGRESS = List.of("15", "5");

	private final Completion completion;

	private final AnswerContent content;

	public ChatRenderer(Completion completion) {
		this.completion = completion;
		this.content = completion.content();
	}

	public Reply render(boolean stream) {
		return stream ? Reply.of(200, Reply.EVENT_STREAM, events()) : Reply.json(200, completion());
	}

	private ObjectNode completion() {
		ObjectNode message = Json.object();
		if (this.content instanceof AnswerContent.FunctionCalls calls) {
			putCall(message, calls.first());
		}
		else {
			message.put("content", text().whole());
			if (this.content instanceof AnswerContent.Drawn) {
				putState(message);
			}
		}
		String reasoning = this.completion.extras().reasoning();
		if (reasoning != null) {
			message.put("reasoning_content", reasoning);
		}
		message.put("role", "assistant");
		return envelope("message", message, this.completion.finishReason(), this.completion.usage());
	}

	private String events() {
		StringBuilder events = new StringBuilder();
		String reasoning = this.completion.extras().reasoning();
		if (reasoning != null) {
			ObjectNode delta = Json.object().put("role", "assistant").put("reasoning_content", reasoning);
			append(events, envelope("delta", delta, null, null));
		}
		if (this.content instanceof AnswerContent.FunctionCalls calls) {
			// a call is never split, and its event also has the finish reason
			ObjectNode delta = Json.object();
			putCall(delta, calls.first());
			delta.put("role", "assistant");
			append(events, envelope("delta", delta, this.completion.finishReason(), this.completion.usage()));
		}
		else {
			ObjectNode last = Json.object().put("content", "");
			if (this.content instanceof AnswerContent.Drawn) {
				appendProgress(events);
				putState(last);
			}
			appendText(events, text().chunks());
			append(events, envelope("delta", last, this.completion.finishReason(), this.completion.usage()));
		}
		return events.append("data: [DONE]\n\n").toString();
	}

	private void appendProgress(StringBuilder events) {
		for (String seconds : PROGRESS) {
			ObjectNode delta = Json.object()
				.put("role", "function_in_progress")
				.put("name", BuiltInTools.TEXT2IMAGE)
				.put("content", seconds)
				.put("created", this.completion.created());
			append(events, envelope("delta", delta, null, null));
		}
	}

	private void appendText(StringBuilder events, List<String> chunks) {
		boolean first = this.completion.extras().reasoning() == null;
		for (String chunk : chunks) {
			ObjectNode delta = Json.object().put("content", chunk);
			if (first) {
				delta.put("role", "assistant");
				first = false;
			}
			append(events, envelope("delta", delta, null, null));
		}
	}

	private ObjectNode envelope(String kind, ObjectNode part, @Nullable String reason, @Nullable Usage counts) {
		ObjectNode choice = Json.object();
		choice.set(kind, part);
		choice.put("index", 0);
		if (reason != null) {
			choice.put("finish_reason", reason);
		}
		ObjectNode envelope = Json.object();
		envelope.set("choices", Json.array().add(choice));
		envelope.put("created", this.completion.created())
			.put("model", this.completion.model())
			.put("object", "chat.completion");
		if (counts != null) {
			envelope.set("usage",
					Json.object()
						.put("prompt_tokens", counts.promptTokens())
						.put("completion_tokens", counts.completionTokens())
						.put("total_tokens", counts.totalTokens())
						.put("precached_prompt_tokens", counts.precachedPromptTokens()));
		}
		return envelope;
	}

	private void putCall(ObjectNode part, ChatMessage.FunctionCall call) {
		part.put("content", "");
		ObjectNode function = Json.object().put("name", call.name());
		function.putRawValue("arguments", new RawValue(call.arguments()));
		part.set("function_call", function);
		putState(part);
	}

	private void putState(ObjectNode part) {
		part.put("functions_state_id", this.completion.stateId());
	}

	private AnswerContent.Text text() {
		return (this.content instanceof AnswerContent.Drawn drawn) ? drawn.asText() : (AnswerContent.Text) this.content;
	}

	private static void append(StringBuilder events, ObjectNode event) {
		events.append("data: ").append(Json.write(event)).append("\n\n");
	}

}
