package io.github.gigachat.samples.gateway.responses;

import java.util.List;

import io.github.gigachat.samples.gateway.dialect.AnswerId;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the object of a response, whole and in the events of a stream. It has all fields
 * that SDKs expect; those that would repeat the request at length are empty.
 */
final class ResponseObject {

	/** The status of a whole answer, or a whole item. */
	static final String COMPLETED = "completed";

	private static final String INCOMPLETE = "incomplete";

	private final ChatCall call;

	private final String id;

	private final long created = System.currentTimeMillis() / 1000;

	/**
	 * Creates the object.
	 * @param call the request
	 * @param requestId the id under which the service knows the request, or {@code null}
	 */
	ResponseObject(ChatCall call, @Nullable String requestId) {
		this.call = call;
		this.id = AnswerId.of(requestId);
	}

	/** Returns the id of an item, which differs from those of all other answers. */
	String itemId(String prefix, int index) {
		return prefix + "_" + this.id + "_" + index;
	}

	/** Writes the fields of the object. */
	void write(JsonGenerator json, State state) {
		GigaChatOptions options = this.call.options();
		json.writeStringProperty("id", "resp_" + this.id);
		json.writeStringProperty("object", "response");
		json.writeNumberProperty("created_at", this.created);
		json.writeStringProperty("status", state.status());
		json.writeBooleanProperty("background", false);
		writeError(json, state.error());
		writeIncomplete(json, state.incomplete());
		json.writeNullProperty("instructions");
		writeNumber(json, "max_output_tokens", options.getMaxTokens());
		json.writeStringProperty("model", this.call.model());
		writeItems(json, state);
		json.writeBooleanProperty("parallel_tool_calls", true);
		json.writeNullProperty("previous_response_id");
		json.writeBooleanProperty("store", false);
		writeNumber(json, "temperature", options.getTemperature());
		json.writeStringProperty("tool_choice", "auto");
		TextItem.writeEmpty(json, "tools");
		writeNumber(json, "top_p", options.getTopP());
		json.writeStringProperty("truncation", "disabled");
		writeUsage(json, state.usage());
		json.writeObjectPropertyStart("metadata");
		json.writeEndObject();
	}

	private static void writeError(JsonGenerator json, @Nullable ApiError error) {
		if (error == null) {
			json.writeNullProperty("error");
			return;
		}
		json.writeObjectPropertyStart("error");
		json.writeStringProperty("code", ResponsesErrorFormat.code(error));
		json.writeStringProperty("message", error.message());
		json.writeEndObject();
	}

	private static void writeIncomplete(JsonGenerator json, @Nullable String reason) {
		if (reason == null) {
			json.writeNullProperty("incomplete_details");
			return;
		}
		json.writeObjectPropertyStart("incomplete_details");
		json.writeStringProperty("reason", reason);
		json.writeEndObject();
	}

	/** Writes the items. An answer that was cut was cut in the last one. */
	private static void writeItems(JsonGenerator json, State state) {
		json.writeArrayPropertyStart("output");
		for (int i = 0; i < state.output().size(); i++) {
			json.writeStartObject();
			state.output().get(i).write(json, (i == state.output().size() - 1) ? state.lastItem() : COMPLETED);
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private static void writeUsage(JsonGenerator json, @Nullable TokenCounts tokens) {
		if (tokens == null) {
			json.writeNullProperty("usage");
			return;
		}
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("input_tokens", tokens.prompt());
		json.writeObjectPropertyStart("input_tokens_details");
		json.writeNumberProperty("cached_tokens", tokens.cached());
		// the service does not state these two, and SDKs read them without looking
		json.writeNumberProperty("cache_write_tokens", 0);
		json.writeEndObject();
		json.writeNumberProperty("output_tokens", tokens.completion());
		json.writeObjectPropertyStart("output_tokens_details");
		json.writeNumberProperty("reasoning_tokens", 0);
		json.writeEndObject();
		json.writeNumberProperty("total_tokens", tokens.total());
		json.writeEndObject();
	}

	private static void writeNumber(JsonGenerator json, String field, @Nullable Number number) {
		json.writePOJOProperty(field, number);
	}

	/**
	 * The state of a response.
	 *
	 * @param status the status
	 * @param output the items so far
	 * @param usage the tokens, or {@code null} if they are not known
	 * @param incomplete the reason why the answer is incomplete, or {@code null}
	 * @param error the error with which it failed, or {@code null}
	 */
	record State(String status, List<OutputItem> output, @Nullable TokenCounts usage, @Nullable String incomplete,
			@Nullable ApiError error) {

		static State begun() {
			return new State("in_progress", List.of(), null, null, null);
		}

		static State ended(@Nullable FinishReason reason, List<OutputItem> output, @Nullable TokenCounts usage) {
			String cut = (reason == FinishReason.LENGTH) ? "max_output_tokens"
					: (reason == FinishReason.CONTENT_FILTER) ? "content_filter" : null;
			return new State((cut != null) ? INCOMPLETE : COMPLETED, output, usage, cut, null);
		}

		static State failed(ApiError error, List<OutputItem> output, @Nullable TokenCounts usage) {
			return new State("failed", output, usage, null, error);
		}

		/** Returns the status of the last item. */
		String lastItem() {
			return (this.incomplete != null) ? INCOMPLETE : COMPLETED;
		}

		/** Returns nothing of the conversation. */
		@Override
		public String toString() {
			return "State[status=" + this.status + "]";
		}

	}

}
