package io.github.gigachat.samples.gateway.messages;

import io.github.gigachat.samples.gateway.conversation.MediaSource;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Reads images and documents from their sources.
 */
final class SourceReader {

	private SourceReader() {
	}

	static Media picture(JsonFields block) {
		JsonFields source = source(block);
		if ("url".equals(source.text("type"))) {
			return MediaSource.ofUrl(source.requiredText("url"), source.place("url"));
		}
		return media(source, null, MediaSource.PICTURE, "base64, url or file");
	}

	static Media file(JsonFields block) {
		String title = block.text("title");
		return media(source(block), title, title, "base64, text, content or file");
	}

	/** Returns the source of a block. */
	static JsonFields source(JsonFields block) {
		JsonFields source = block.object("source");
		if (source == null) {
			throw ApiException.invalid(block.place("source"), block.place("source") + " is missing");
		}
		return source;
	}

	private static Media media(JsonFields source, @Nullable String name, @Nullable String uploaded, String types) {
		return switch (source.requiredText("type")) {
			case "base64" ->
				MediaSource.ofBase64(type(source), name, source.requiredText("data"), source.place("data"));
			case "file" -> MediaSource.ofFileId(source, "file_id", source.requiredText("file_id"), uploaded);
			default -> throw source.wrong("type", types);
		};
	}

	private static MimeType type(JsonFields source) {
		try {
			return MimeTypeUtils.parseMimeType(source.requiredText("media_type"));
		}
		catch (InvalidMimeTypeException ex) {
			throw source.wrong("media_type", "a media type, image/png or image/jpeg for example");
		}
	}

}
