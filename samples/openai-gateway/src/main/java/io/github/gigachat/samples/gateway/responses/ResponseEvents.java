package io.github.gigachat.samples.gateway.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Writes a streamed response: its beginning, its items one after another, and its end.
 */
final class ResponseEvents implements ChatEvents {

	private final ChatCall request;

	private final CachedTokens cachedTokens;

	private final Map<String, DeclaredTool> tools;

	private final StringBuilder text = new StringBuilder();

	/** The items that are finished. */
	private final List<OutputItem> items = new ArrayList<>();

	/** The call that may be the last item, or {@code null}. */
	private @Nullable CallItem call;

	private @Nullable ResponseObject response;

	private int sequence;

	private @Nullable FinishReason finishReason;

	private @Nullable TokenCounts usage;

	ResponseEvents(ChatCall call, CachedTokens cachedTokens) {
		this.request = call;
		this.cachedTokens = cachedTokens;
		this.tools = DeclaredTool.byName(call);
	}

	@Override
	public byte[] chunk(ChatResponse chunk) {
		JsonText events = new JsonText();
		ResponseObject object = begun(events, chunk.getMetadata().getId());
		TokenCounts stated = TokenCounts.of(chunk.getMetadata().getUsage(), this.cachedTokens);
		this.usage = (stated != null) ? stated : this.usage;
		Generation generation = chunk.getResult();
		if (generation != null) {
			take(generation, object, events);
		}
		return events.bytes();
	}

	@Override
	public byte[] end() {
		JsonText events = new JsonText();
		ResponseObject object = begun(events, null);
		endItem(object, events, ResponseObject.State.ended(this.finishReason, this.items, this.usage).lastItem());
		ResponseObject.State state = ResponseObject.State.ended(this.finishReason, this.items, this.usage);
		return response(events, "response." + state.status(), object, state).bytes();
	}

	@Override
	public byte[] error(ApiError error) {
		JsonText events = new JsonText();
		ResponseObject object = begun(events, null);
		return response(events, "response.failed", object, ResponseObject.State.failed(error, this.items, this.usage))
			.bytes();
	}

	private ResponseObject begun(JsonText events, @Nullable String requestId) {
		ResponseObject object = this.response;
		if (object == null) {
			object = new ResponseObject(this.request, requestId);
			this.response = object;
			response(events, "response.created", object, ResponseObject.State.begun());
			response(events, "response.in_progress", object, ResponseObject.State.begun());
		}
		return object;
	}

	private void take(Generation generation, ResponseObject object, JsonText events) {
		List<ToolCall> calls = generation.getOutput().getToolCalls();
		boolean called = !calls.isEmpty() || this.call != null
				|| this.items.stream().anyMatch(CallItem.class::isInstance);
		FinishReason reason = FinishReason.of(generation, called);
		String text = generation.getOutput().getText();
		if (StringUtils.hasLength(text)) {
			text(text, object, events);
		}
		this.finishReason = (reason != null) ? reason : this.finishReason;
		for (ToolCall call : calls) {
			endItem(object, events, ResponseObject.COMPLETED);
			call(CallItem.of(object, this.items.size(), call, this.tools), events);
		}
	}

	private void text(String delta, ResponseObject object, JsonText events) {
		if (this.call != null) {
			endItem(object, events, ResponseObject.COMPLETED);
		}
		String id = object.itemId("msg", this.items.size());
		if (this.text.isEmpty()) {
			begin(new TextItem(id, ""), events);
			part(events, "response.content_part.added", id, (json) -> writePart(json, ""));
		}
		this.text.append(delta);
		part(events, "response.output_text.delta", id, (json) -> {
			json.writeStringProperty("delta", delta);
			TextItem.writeEmpty(json, "logprobs");
		});
	}

	/** Ends the item that is being written. Its status depends on what follows it. */
	private void endItem(ResponseObject object, JsonText events, String status) {
		if (this.call != null) {
			end(this.call, events, status);
			this.call = null;
		}
		else if (!this.text.isEmpty()) {
			endText(object, events, status);
		}
	}

	private void endText(ResponseObject object, JsonText events, String status) {
		String whole = this.text.toString();
		this.text.setLength(0);
		String id = object.itemId("msg", this.items.size());
		part(events, "response.output_text.done", id, (json) -> {
			json.writeStringProperty("text", whole);
			TextItem.writeEmpty(json, "logprobs");
		});
		part(events, "response.content_part.done", id, (json) -> writePart(json, whole));
		end(new TextItem(id, whole), events, status);
	}

	private void call(CallItem call, JsonText events) {
		String name = call.custom() ? "response.custom_tool_call_input." : "response.function_call_arguments.";
		begin(call, events);
		item(events, name + "delta", call.id(), (json) -> json.writeStringProperty("delta", call.input()));
		item(events, name + "done", call.id(), (json) -> {
			if (!call.custom()) {
				json.writeStringProperty("name", call.name());
			}
			json.writeStringProperty(call.field(), call.input());
		});
		this.call = call;
	}

	private void begin(OutputItem item, JsonText events) {
		output(events, "response.output_item.added", item::writeBegun);
	}

	private void end(OutputItem item, JsonText events, String status) {
		output(events, "response.output_item.done", (json) -> item.write(json, status));
		this.items.add(item);
	}

	private static void writePart(JsonGenerator json, String text) {
		json.writeObjectPropertyStart("part");
		TextItem.writePart(json, text);
		json.writeEndObject();
	}

	private void part(JsonText events, String name, String id, Consumer<JsonGenerator> content) {
		item(events, name, id, (json) -> {
			json.writeNumberProperty("content_index", 0);
			content.accept(json);
		});
	}

	private void item(JsonText events, String name, String id, Consumer<JsonGenerator> content) {
		event(events, name, (json) -> {
			json.writeStringProperty("item_id", id);
			json.writeNumberProperty("output_index", this.items.size());
			content.accept(json);
		});
	}

	private void output(JsonText events, String name, Consumer<JsonGenerator> item) {
		event(events, name, (json) -> {
			json.writeNumberProperty("output_index", this.items.size());
			json.writeObjectPropertyStart("item");
			item.accept(json);
			json.writeEndObject();
		});
	}

	private JsonText response(JsonText events, String name, ResponseObject object, ResponseObject.State state) {
		return event(events, name, (json) -> {
			json.writeObjectPropertyStart("response");
			object.write(json, state);
			json.writeEndObject();
		});
	}

	private JsonText event(JsonText events, String name, Consumer<JsonGenerator> content) {
		return events.event(name, (json) -> {
			json.writeStringProperty("type", name);
			json.writeNumberProperty("sequence_number", this.sequence++);
			content.accept(json);
		});
	}

}
