package io.github.gigachat.emulator;

import java.util.UUID;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes a completion as v2 does: in one piece or as the named events of a stream, which
 * ends without a mark of its own.
 */
final class ChatRendererV2 {

	private final Completion completion;

	ChatRendererV2(Completion completion) {
		this.completion = completion;
	}

	Reply render(boolean stream) {
		return stream ? Reply.of(200, Reply.EVENT_STREAM, events()) : Reply.json(200, whole());
	}

	private ObjectNode whole() {
		ObjectNode envelope = envelope();
		if (this.completion.content() instanceof AnswerContent.FunctionCall call) {
			addCall(envelope, call);
		}
		else {
			addText(envelope, text().whole());
		}
		return ended(envelope);
	}

	private String events() {
		StringBuilder events = new StringBuilder();
		ObjectNode done = envelope();
		if (this.completion.content() instanceof AnswerContent.FunctionCall call) {
			// a call comes with the end of the stream, and nowhere else
			addCall(done, call);
		}
		else {
			for (String chunk : text().chunks()) {
				ObjectNode delta = envelope();
				addText(delta, chunk);
				append(events, "response.message.delta", delta);
			}
		}
		append(events, "response.message.done", ended(done));
		return events.toString();
	}

	private ObjectNode envelope() {
		return Json.object().put("model", this.completion.model()).put("created_at", this.completion.created());
	}

	private void addText(ObjectNode envelope, String text) {
		ObjectNode message = envelope.putArray("messages").addObject().put("role", "assistant");
		message.putArray("content").addObject().put("text", text);
	}

	private static void addCall(ObjectNode envelope, AnswerContent.FunctionCall call) {
		ObjectNode message = envelope.putArray("messages").addObject().put("role", "assistant");
		message.put("tool_state_id", UUID.randomUUID().toString());
		ObjectNode function = message.putArray("content").addObject().putObject("function_call");
		function.put("id", UUID.randomUUID().toString()).put("name", call.name());
		function.putRawValue("arguments", new RawValue(call.arguments()));
	}

	private ObjectNode ended(ObjectNode envelope) {
		Usage usage = this.completion.usage();
		envelope.put("finish_reason", this.completion.finishReason());
		ObjectNode counts = envelope.putObject("usage").put("input_tokens", usage.promptTokens());
		counts.putObject("input_tokens_details")
			.put("prompt_tokens", usage.promptTokens())
			.put("cached_tokens", usage.precachedPromptTokens());
		counts.put("output_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens());
		return envelope;
	}

	private AnswerContent.Text text() {
		return (AnswerContent.Text) this.completion.content();
	}

	private static void append(StringBuilder events, String name, ObjectNode event) {
		events.append("event: ").append(name).append("\ndata: ").append(Json.write(event)).append("\n\n");
	}

}
