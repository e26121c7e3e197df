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
		return media(source(block), null, MediaSource.PICTURE);
	}

	static Media file(JsonFields block) {
		String title = block.text("title");
		return media(source(block), title, title);
	}

	/** Returns the source of a block. */
	static JsonFields source(JsonFields block) {
		JsonFields source = block.object("source");
		if (source == null) {
			throw ApiException.invalid(block.place("source"), block.place("source") + " is missing");
		}
		return source;
	}

	private static Media media(JsonFields source, @Nullable String name, @Nullable String uploaded) {
		return switch (source.requiredText("type")) {
			case "base64" ->
				MediaSource.ofBase64(type(source), name, source.requiredText("data"), source.place("data"));
			case "url" -> MediaSource.ofUrl(source.requiredText("url"), source.place("url"));
			case "file" -> MediaSource.ofFileId(source, "file_id", source.requiredText("file_id"), uploaded);
			default -> throw source.wrong("type", "base64, url, file or, in a document, text");
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
