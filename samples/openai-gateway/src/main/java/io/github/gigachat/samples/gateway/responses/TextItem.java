package io.github.gigachat.samples.gateway.responses;

import tools.jackson.core.JsonGenerator;

/**
 * A message of an answer.
 *
 * @param id the id of the item
 * @param text the text
 */
record TextItem(String id, String text) implements OutputItem {

	@Override
	public void write(JsonGenerator json, String status) {
		write(json, status, true);
	}

	@Override
	public void writeBegun(JsonGenerator json) {
		write(json, IN_PROGRESS, false);
	}

	private void write(JsonGenerator json, String status, boolean content) {
		json.writeStringProperty("type", "message");
		json.writeStringProperty("id", this.id);
		json.writeStringProperty("status", status);
		json.writeStringProperty("role", "assistant");
		json.writeArrayPropertyStart("content");
		if (content) {
			json.writeStartObject();
			writePart(json, this.text);
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	/** Writes the fields of a part of a message. */
	static void writePart(JsonGenerator json, String text) {
		json.writeStringProperty("type", "output_text");
		json.writeStringProperty("text", text);
		writeEmpty(json, "annotations");
		writeEmpty(json, "logprobs");
	}

	/** Writes an empty array. */
	static void writeEmpty(JsonGenerator json, String field) {
		json.writeArrayPropertyStart(field);
		json.writeEndArray();
	}

	/** Returns nothing of the conversation. */
	@Override
	public String toString() {
		return "TextItem[id=" + this.id + "]";
	}

}
