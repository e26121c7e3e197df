package io.github.gigachat.samples.gateway.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON, and JSON as the data of server-sent events, without a tree.
 */
public final class JsonText {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
		.build();

	private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

	/**
	 * Writes one document.
	 * @param content writes the fields of the document
	 * @return the bytes of the document
	 */
	public static byte[] of(Consumer<JsonGenerator> content) {
		JsonText text = new JsonText();
		text.write(content);
		return text.bytes();
	}

	/**
	 * Adds an event whose data is a JSON document.
	 * @param content writes the fields of the document
	 * @return this text
	 */
	public JsonText event(Consumer<JsonGenerator> content) {
		this.bytes.writeBytes(DATA);
		write(content);
		return endEvent();
	}

	/**
	 * Adds an event that has a name, and whose data is a JSON document.
	 * @param name the name of the event
	 * @param content writes the fields of the document
	 * @return this text
	 */
	public JsonText event(String name, Consumer<JsonGenerator> content) {
		this.bytes.writeBytes(EVENT);
		this.bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
		this.bytes.write('\n');
		return event(content);
	}

	/**
	 * Adds an event whose data is a text.
	 * @param data the text, without line breaks
	 * @return this text
	 */
	public JsonText event(String data) {
		this.bytes.writeBytes(DATA);
		this.bytes.writeBytes(data.getBytes(StandardCharsets.UTF_8));
		return endEvent();
	}

	private JsonText endEvent() {
		this.bytes.write('\n');
		this.bytes.write('\n');
		return this;
	}

	private void write(Consumer<JsonGenerator> content) {
		try (JsonGenerator json = MAPPER.createGenerator(this.bytes)) {
			json.writeStartObject();
			content.accept(json);
			json.writeEndObject();
		}
	}

	/**
	 * Returns the text.
	 * @return the bytes that were written
	 */
	public byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
