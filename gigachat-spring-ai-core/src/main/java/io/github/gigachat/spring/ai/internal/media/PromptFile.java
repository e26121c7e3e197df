package io.github.gigachat.spring.ai.internal.media;

import java.net.URI;
import java.net.URL;
import java.util.Locale;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.core.io.Resource;

/**
 * One medium of a prompt: what it is, and where it stands.
 *
 * @param media as the application gave it
 * @param where its place, for messages: never what it holds
 * @param type the type that the service has for it; {@code null} for an uploaded file of
 * a type that does not matter any more
 * @param content where its content comes from
 */
public record PromptFile(Media media, String where, @Nullable FileType type, MediaContent content) {

	private static final String KINDS = "Give the bytes, GigaChatMedia.of(type, resource), an http or https URL,"
			+ " or GigaChatMedia.uploaded(type, fileId)";

	/**
	 * Describes a medium without reading it.
	 * @param media the medium
	 * @param where its place, for messages
	 * @param known the content, if it does not follow from the medium's data
	 * @throws GigaChatNonTransientException when the service does not take it
	 */
	public static PromptFile of(Media media, String where, @Nullable MediaContent known) {
		MediaContent content = (known != null) ? known : content(media, where);
		FileType type = FileType.of(media.getMimeType(), media.getName());
		if (content instanceof MediaContent.OfFile) {
			return new PromptFile(media, where, type, content);
		}
		if (type == null) {
			throw GigaChatNonTransientException.invalidRequest(where + " has a type that GigaChat does not take",
					"It takes " + FileType.extensions() + ": convert it, or correct its type");
		}
		if (content instanceof MediaContent.OfArray array && array.statedLength() > type.kind().limit()) {
			throw tooLarge(where, type);
		}
		if (content instanceof MediaContent.OfArray array && array.statedLength() == 0) {
			throw empty(where);
		}
		return new PromptFile(media, where, type, content);
	}

	private static MediaContent content(Media media, String where) {
		Object data = media.getData();
		if (data instanceof byte[] bytes) {
			return MediaContent.of(bytes);
		}
		if (data instanceof Resource resource && !resource.isOpen()) {
			return MediaContent.of(resource);
		}
		if (data instanceof String || data instanceof URI || data instanceof URL) {
			return url(data.toString(), where);
		}
		throw GigaChatNonTransientException
			.invalidRequest(where + " has data that cannot be uploaded: " + data.getClass().getName(), KINDS);
	}

	private static MediaContent url(String text, String where) {
		URI uri;
		try {
			uri = UrlText.parse(text);
		}
		catch (IllegalArgumentException ex) {
			// neither the text nor the cause, which quotes it: it may be content
			throw GigaChatNonTransientException.invalidRequest(where + " has text for data that is no URL", KINDS);
		}
		requireFetchable(uri, where);
		return new MediaContent.OfUrl(uri);
	}

	/** Refuses a URL that is not an absolute http or https URL without a user. */
	static void requireFetchable(URI uri, String where) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (scheme.isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest(where + " has text for data that is no URL", KINDS);
		}
		if (!scheme.equals("http") && !scheme.equals("https")) {
			throw GigaChatNonTransientException.invalidRequest(
					where + " has a URL of the scheme '" + scheme + "', but only http and https are fetched", KINDS);
		}
		if (uri.getHost() == null || uri.getRawUserInfo() != null) {
			throw GigaChatNonTransientException.invalidRequest(
					where + " has a URL " + ((uri.getHost() == null) ? "without a host" : "with a user in it"),
					"Correct the URL");
		}
	}

	static GigaChatNonTransientException empty(String where) {
		return GigaChatNonTransientException.invalidRequest(where + " is empty", "Leave it out");
	}

	static GigaChatNonTransientException tooLarge(String where, FileType type) {
		return GigaChatNonTransientException.tooLarge(where + " is too large", type.kind().hint());
	}

	/** The type of what has to be uploaded. */
	FileType fileType() {
		FileType known = this.type;
		if (known == null) {
			throw new IllegalStateException("Only an uploaded file has no type");
		}
		return known;
	}

	/** Whether it is a document, as far as is known. */
	public boolean is(MediaKind kind) {
		return this.type != null && this.type.kind() == kind;
	}

	/** The name that it is uploaded under. */
	String fileName() {
		String given = this.media.getName();
		// where it lay is nobody's business
		String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
		// a generated one has no extension
		return (name.indexOf('.') >= 0) ? name : name + "." + fileType().extension();
	}

	@Override
	public String toString() {
		return this.where;
	}

}
