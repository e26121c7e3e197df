package io.github.gigachat.emulator;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes a completion as v1 does: in one piece or as the events of a stream.
 */
final class ChatRenderer {

	private final Completion completion;

	private final AnswerContent content;

	ChatRenderer(Completion completion) {
		this.completion = completion;
		this.content = completion.content();
	}

	Reply render(boolean stream) {
		return stream ? Reply.of(200, Reply.EVENT_STREAM, events()) : Reply.json(200, completion());
	}

	private ObjectNode completion() {
		ObjectNode message = Json.object();
		if (this.content instanceof AnswerContent.FunctionCall call) {
			putCall(message, call);
		}
		else {
			message.put("content", text().whole());
		}
		message.put("role", "assistant");
		return envelope("message", message, this.completion.finishReason(), this.completion.usage());
	}

	private String events() {
		StringBuilder events = new StringBuilder();
		if (this.content instanceof AnswerContent.FunctionCall call) {
			// a call is never split, and comes with the reason in the same event
			ObjectNode delta = Json.object();
			putCall(delta, call);
			delta.put("role", "assistant");
			append(events, envelope("delta", delta, this.completion.finishReason(), this.completion.usage()));
		}
		else {
			appendText(events, text().chunks());
			append(events, envelope("delta", Json.object().put("content", ""), this.completion.finishReason(),
					this.completion.usage()));
		}
		return events.append("data: [DONE]\n\n").toString();
	}

	private void appendText(StringBuilder events, List<String> chunks) {
		boolean first = true;
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

	private static void putCall(ObjectNode part, AnswerContent.FunctionCall call) {
		part.put("content", "");
		ObjectNode function = Json.object().put("name", call.name());
		function.putRawValue("arguments", new RawValue(call.arguments()));
		part.set("function_call", function);
		part.put("functions_state_id", UUID.randomUUID().toString());
	}

	private AnswerContent.Text text() {
		return (AnswerContent.Text) this.content;
	}

	private static void append(StringBuilder events, ObjectNode event) {
		events.append("data: ").append(Json.write(event)).append("\n\n");
	}

}
