package io.github.gigachat.samples.gateway.responses;

import tools.jackson.core.JsonGenerator;

/**
 * An item of an answer.
 */
sealed interface OutputItem permits TextItem, CallItem {

	/** The status of an item that is written piece by piece. */
	String IN_PROGRESS = "in_progress";

	/** Returns the id of the item, which no other item has. */
	String id();

	/** Writes the fields of the item, with its content and its status. */
	void write(JsonGenerator json, String status);

	/** Writes the fields of the item before its content is known. */
	void writeBegun(JsonGenerator json);

}
