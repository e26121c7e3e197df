package io.github.gigachat.spring.ai.internal.media;

import java.net.URI;
import java.net.URL;
import java.util.Locale;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.core.io.Resource;

/**
 * One medium of a prompt, with its file type and the source of its content.
 *
 * @param media the medium of the application
 * @param where the place of the medium in the prompt
 * @param type the service's file type; {@code null} if the file is already uploaded and
 * its type is not known
 * @param content the source of the content
 */
public record PromptFile(Media media, MediumPlace where, @Nullable FileType type, MediaContent content) {

	private static final String KINDS = "Use bytes, GigaChatMedia.of(type, resource), an http or https URL,"
			+ " or GigaChatMedia.uploaded(type, fileId)";

	/**
	 * Describes a medium without reading it.
	 * @param known the source of the content, if it does not follow from the medium's
	 * data
	 * @throws GigaChatNonTransientException if the service does not accept the medium
	 */
	public static PromptFile of(Media media, MediumPlace where, @Nullable MediaContent known) {
		MediaContent content = (known != null) ? known : content(media, where);
		FileType type = FileType.of(media.getMimeType(), media.getName());
		if (content instanceof MediaContent.OfFile) {
			return new PromptFile(media, where, type, content);
		}
		if (type == null) {
			throw where.invalid("has a type that GigaChat does not take",
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

	private static MediaContent content(Media media, MediumPlace where) {
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
		throw where.invalid("has data that cannot be uploaded: " + data.getClass().getName(), KINDS);
	}

	private static MediaContent url(String text, MediumPlace where) {
		URI uri;
		try {
			uri = UrlText.parse(text);
		}
		catch (IllegalArgumentException ex) {
			// without the text and the cause, which quotes it: the text may be content
			throw where.invalid("has a text as its data that is not a URL", KINDS);
		}
		requireFetchable(uri, where);
		return new MediaContent.OfUrl(uri);
	}

	/**
	 * Refuses a URL that is not an absolute http or https URL, or that has user
	 * information.
	 */
	static void requireFetchable(URI uri, MediumPlace where) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (scheme.isEmpty()) {
			throw where.invalid("has a text as its data that is not a URL", KINDS);
		}
		if (!scheme.equals("http") && !scheme.equals("https")) {
			throw where.invalid("has a URL of the scheme '" + scheme + "', but only http and https are fetched", KINDS);
		}
		if (uri.getHost() == null || uri.getRawUserInfo() != null) {
			throw where.invalid("has a URL " + ((uri.getHost() == null) ? "without a host" : "with a user in it"),
					"Correct the URL");
		}
	}

	static GigaChatNonTransientException empty(MediumPlace where) {
		return where.invalid("is empty", "Leave it out");
	}

	static GigaChatNonTransientException tooLarge(MediumPlace where, FileType type) {
		return where.failure(FailureKind.TOO_LARGE, "is too large", type.kind().hint(), null);
	}

	/** Returns the file type of a medium that is to be uploaded. */
	FileType fileType() {
		FileType known = this.type;
		if (known == null) {
			throw new IllegalStateException("Only a file that is already uploaded has no type");
		}
		return known;
	}

	/** Tells whether the file type is known and of the given kind. */
	public boolean is(MediaKind kind) {
		return this.type != null && this.type.kind() == kind;
	}

	/** Returns the file name for the upload. */
	String fileName() {
		String given = this.media.getName();
		// does not disclose the directory
		String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
		// a generated name has no extension
		return (name.indexOf('.') >= 0) ? name : name + "." + fileType().extension();
	}

	@Override
	public String toString() {
		return this.where.toString();
	}

}
