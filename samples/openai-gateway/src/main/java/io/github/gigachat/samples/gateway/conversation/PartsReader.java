package io.github.gigachat.samples.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.content.Media;

/**
 * Reads the content of a message or a result: a text, or parts. The texts of parts are
 * joined by a line break.
 */
public abstract class PartsReader {

	private final String types;

	/**
	 * Creates the reader.
	 * @param types the types of parts that errors suggest, {@code text or file} for
	 * example
	 */
	protected PartsReader(String types) {
		this.types = types;
	}

	/**
	 * Reads the picture or the file of a part.
	 * @param part the part
	 * @param type the type of the part
	 * @return the medium, or {@code null} if parts of this type have a text
	 * @throws ApiException if the medium is not usable
	 */
	protected abstract @Nullable Media media(JsonFields part, String type);

	/**
	 * Reads a content.
	 * @param fields the message or the result
	 * @param field its field with the content
	 * @return the content; empty if the field is missing
	 * @throws ApiException if the content is neither a text nor an array of parts
	 */
	public final Content read(JsonFields fields, String field) {
		JsonNode content = fields.value(field);
		if (content == null) {
			return new Content("", List.of());
		}
		if (content.isString()) {
			return new Content(content.stringValue(), List.of());
		}
		if (!content.isArray()) {
			throw fields.wrong(field, "a string or an array of parts");
		}
		StringJoiner text = new StringJoiner("\n");
		List<Media> media = new ArrayList<>();
		List<JsonNode> parts = fields.array(field);
		for (int i = 0; i < parts.size(); i++) {
			take(parts.get(i), fields.place(field) + "[" + i + "]", text, media);
		}
		return new Content(text.toString(), media);
	}

	private void take(JsonNode value, String place, StringJoiner text, List<Media> media) {
		if (value.isString() || value.isNumber()) {
			text.add(value.asString());
			return;
		}
		JsonFields part = JsonFields.fields(value, place);
		String given = part.text("type");
		String type = (given != null) ? given : "text";
		Media medium = media(part, type);
		if (medium != null) {
			media.add(medium);
		}
		else {
			text.add(text(part, type.equals("refusal") ? type : "text"));
		}
	}

	private String text(JsonFields part, String field) {
		String text = part.text(field);
		if (text == null) {
			throw ApiException.invalid(part.place("type"),
					part.place("type") + " is not known, and the part has no text. Use " + this.types);
		}
		return text;
	}

}
