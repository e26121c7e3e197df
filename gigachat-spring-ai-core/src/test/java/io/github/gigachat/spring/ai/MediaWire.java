package io.github.gigachat.spring.ai;

import java.net.URI;
import java.net.URL;
import java.util.List;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Media and what they are on the wire.
 */
public final class MediaWire {

	public static final MimeType PNG = MimeTypeUtils.IMAGE_PNG;

	static final byte[] PICTURE = { 1, 2, 3, 4, 5 };

	private MediaWire() {
	}

	/** The content of a picture, for tests of other packages. */
	public static byte[] picture() {
		return PICTURE.clone();
	}

	public static Media png(byte... content) {
		return media(PNG, content);
	}

	public static Media media(MimeType type, Object data) {
		Media.Builder media = Media.builder().mimeType(type);
		if (data instanceof byte[] bytes) {
			return media.data(bytes).build();
		}
		if (data instanceof URI uri) {
			return media.data(uri).build();
		}
		if (data instanceof URL url) {
			return media.data(url).build();
		}
		return media.data((String) data).build();
	}

	public static UserMessage message(Media... media) {
		return UserMessage.builder().text("Что это?").media(media).build();
	}

	public static Prompt prompt(Media... media) {
		return new Prompt(message(media));
	}

	public static List<RecordedRequest> deletions(GigaChatEmulator emulator) {
		return emulator.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES && request.path().endsWith("/delete"))
			.toList();
	}

	/** Which files each request of the chat has attached. */
	public static List<List<EmulatedFile>> attached(GigaChatEmulator emulator) {
		return emulator.chatRequests()
			.stream()
			.map((request) -> emulator.uploads().stream().filter((file) -> request.body().contains(file.id())).toList())
			.toList();
	}

}
