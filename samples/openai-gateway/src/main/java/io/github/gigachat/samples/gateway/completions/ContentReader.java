package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;

/**
 * Reads the content of a message: a text, or parts. The texts of parts are joined by a
 * line break.
 */
final class ContentReader {

	private final StringJoiner text = new StringJoiner("\n");

	private final List<Media> media = new ArrayList<>();

	private ContentReader() {
	}

	/** Reads the field {@code content} of a message. */
	static Content read(JsonFields message) {
		JsonNode content = message.value("content");
		if (content == null) {
			String refusal = message.text("refusal");
			return new Content((refusal != null) ? refusal : "", List.of());
		}
		if (content.isString()) {
			return new Content(content.stringValue(), List.of());
		}
		if (!content.isArray()) {
			throw message.wrong("content", "a string or an array of parts");
		}
		ContentReader reader = new ContentReader();
		List<JsonNode> parts = message.array("content");
		for (int i = 0; i < parts.size(); i++) {
			reader.take(parts.get(i), message.place("content") + "[" + i + "]");
		}
		return new Content(reader.text.toString(), reader.media);
	}

	private void take(JsonNode value, String place) {
		if (value.isString() || value.isNumber()) {
			this.text.add(value.asString());
			return;
		}
		JsonFields part = JsonFields.fields(value, place);
		String type = part.text("type");
		switch ((type != null) ? type : "text") {
			case "image_url" -> this.media.add(picture(part));
			case "file" -> this.media.add(file(part));
			case "input_audio" -> this.media.add(audio(part));
			case "refusal" -> takeText(part, "refusal");
			default -> takeText(part, "text");
		}
	}

	private void takeText(JsonFields part, String field) {
		String given = part.text(field);
		if (given == null) {
			throw ApiException.invalid(part.place("type"), part.place("type")
					+ " is not known, and the part has no text. Use text, image_url, input_audio or file");
		}
		this.text.add(given);
	}

	private static Media picture(JsonFields part) {
		JsonNode image = part.value("image_url");
		boolean plain = image == null || image.isString();
		String place = part.place("image_url") + (plain ? "" : ".url");
		String url = (image == null) ? null : image.isString() ? image.stringValue()
				: JsonFields.fields(image, part.place("image_url")).text("url");
		return MediaSource.ofUrl(required(url, place), place);
	}

	private static Media file(JsonFields part) {
		JsonFields file = requiredObject(part, "file");
		String id = file.text("file_id");
		if (StringUtils.hasText(id)) {
			return GigaChatMedia.uploaded(MediaSource.type(file.text("filename")), requireFileId(file, id));
		}
		String place = file.place("file_data");
		return MediaSource.ofData(required(file.text("file_data"), place), file.text("filename"), place);
	}

	/** The service answers an id of another form as it answers an unknown model. */
	private static String requireFileId(JsonFields file, String id) {
		try {
			return UUID.fromString(id).toString();
		}
		catch (IllegalArgumentException ex) {
			throw file.wrong("file_id", "the id of an uploaded file, a UUID");
		}
	}

	private static Media audio(JsonFields part) {
		JsonFields audio = requiredObject(part, "input_audio");
		String format = audio.requiredText("format");
		MimeType type = switch (format) {
			case "wav" -> MimeTypeUtils.parseMimeType("audio/wav");
			case "mp3" -> MimeTypeUtils.parseMimeType("audio/mpeg");
			case "ogg", "opus", "m4a" -> MimeTypeUtils.parseMimeType("audio/" + format);
			default -> throw audio.wrong("format", "wav, mp3, ogg, opus or m4a");
		};
		return MediaSource.ofBase64(type, audio.requiredText("data"), audio.place("data"));
	}

	private static JsonFields requiredObject(JsonFields part, String field) {
		JsonFields object = part.object(field);
		if (object == null) {
			throw ApiException.invalid(part.place(field), part.place(field) + " is missing");
		}
		return object;
	}

	private static String required(@Nullable String value, String place) {
		if (value == null || value.isBlank()) {
			throw ApiException.invalid(place, place + " is missing");
		}
		return value;
	}

}
