package io.github.gigachat.samples.gateway.completions;

import io.github.gigachat.samples.gateway.conversation.Content;
import io.github.gigachat.samples.gateway.conversation.MediaSource;
import io.github.gigachat.samples.gateway.conversation.PartsReader;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;

/**
 * Reads the content of a message.
 */
final class ContentReader extends PartsReader {

	ContentReader() {
		super("text, image_url, input_audio or file");
	}

	/** Reads the content of a message, or its refusal. */
	Content read(JsonFields message) {
		return read(message, message.has("content") ? "content" : "refusal");
	}

	@Override
	protected @Nullable Media media(JsonFields part, String type) {
		return switch (type) {
			case "image_url" -> picture(part);
			case "file" -> file(part);
			case "input_audio" -> audio(part);
			default -> null;
		};
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
			return MediaSource.ofFileId(file, "file_id", id, file.text("filename"));
		}
		String place = file.place("file_data");
		return MediaSource.ofData(required(file.text("file_data"), place), file.text("filename"), place);
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
		return MediaSource.ofBase64(type, null, audio.requiredText("data"), audio.place("data"));
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
