package io.github.gigachat.samples.gateway.responses;

import io.github.gigachat.samples.gateway.conversation.MediaSource;
import io.github.gigachat.samples.gateway.conversation.PartsReader;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.util.StringUtils;

/**
 * Reads the content of a message or a result.
 */
final class ContentReader extends PartsReader {

	ContentReader() {
		super("input_text, output_text, input_image or input_file");
	}

	@Override
	protected @Nullable Media media(JsonFields part, String type) {
		return switch (type) {
			case "input_image" -> media(part, "image_url", MediaSource.PICTURE);
			case "input_file" -> media(part, part.has("file_url") ? "file_url" : "file_data", part.text("filename"));
			default -> null;
		};
	}

	/** Reads a picture or a file, by the id of an uploaded one or from a field. */
	private static Media media(JsonFields part, String field, @Nullable String name) {
		String id = part.text("file_id");
		if (StringUtils.hasText(id)) {
			return MediaSource.ofFileId(part, "file_id", id, name);
		}
		String given = part.requiredText(field);
		return switch (field) {
			case "image_url" -> MediaSource.ofUrl(given, part.place(field));
			case "file_data" -> MediaSource.ofData(given, name, part.place(field));
			default -> throw ApiException.invalid(part.place(field),
					part.place(field) + " is not fetched. Send the content of the file in file_data");
		};
	}

}
