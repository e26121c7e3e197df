package io.github.gigachat.spring.ai.media;

import java.net.URI;
import java.util.Objects;

import io.github.gigachat.spring.ai.internal.media.MediaContent;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.Media;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;
import org.springframework.util.StringUtils;

/**
 * A {@link Media} whose content is read when it is uploaded, or that was uploaded before.
 * <p>
 * Spring AI's own {@code Media} reads a resource whole when it is made; this one opens it
 * twice, for its SHA-256 and to send it, piece by piece. An object stands for one
 * content: what it was when it was first uploaded. So the resource, or the array, must
 * not change.
 */
public final class GigaChatMedia extends Media {

	/** What Spring AI's class asks for; nobody gets to see it. */
	private static final URI NOWHERE = URI.create("about:blank");

	private final String name;

	private final MediaContent content;

	private GigaChatMedia(MimeType type, @Nullable String name, MediaContent content) {
		super(type, NOWHERE);
		this.name = StringUtils.hasText(name) ? name : super.getName();
		this.content = content;
	}

	/**
	 * A medium from a resource, under the resource's own file name. A resource that
	 * {@linkplain Resource#isOpen() is open already}, such as an upload of a form, can be
	 * sent once: its upload is not repeated when it fails, nor when the service has lost
	 * the file.
	 * @param type the type of the content
	 * @param resource the content
	 * @return the medium; nothing is read yet
	 */
	public static GigaChatMedia of(MimeType type, Resource resource) {
		return of(type, resource.getFilename(), resource);
	}

	/**
	 * A medium from a resource, under a name of its own.
	 * @param type the type of the content
	 * @param name the file's name, in any script; {@code null} for a generated one
	 * @param resource the content
	 * @return the medium; nothing is read yet
	 */
	public static GigaChatMedia of(MimeType type, @Nullable String name, Resource resource) {
		return new GigaChatMedia(type, name, MediaContent.of(Objects.requireNonNull(resource, "resource")));
	}

	/**
	 * A medium from an array, under a generated name.
	 * @param type the type of the content
	 * @param content the content, which is not copied
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, byte[] content) {
		return of(type, null, content);
	}

	/**
	 * A medium from an array, under a name.
	 * @param type the type of the content
	 * @param name the file's name, in any script; {@code null} for a generated one
	 * @param content the content, which is not copied
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, @Nullable String name, byte[] content) {
		return new GigaChatMedia(type, name, MediaContent.of(Objects.requireNonNull(content, "content")));
	}

	/**
	 * A medium that the service has already. It is attached as it is, and neither
	 * uploaded nor deleted by this provider.
	 * @param type the type of the content
	 * @param fileId the id that the upload was answered with
	 * @return the medium
	 * @throws IllegalArgumentException when the id is blank
	 */
	public static GigaChatMedia uploaded(MimeType type, String fileId) {
		if (!StringUtils.hasText(fileId)) {
			throw new IllegalArgumentException("The id of an uploaded file must have text");
		}
		return new GigaChatMedia(type, null, new MediaContent.OfFile(fileId));
	}

	MediaContent content() {
		return this.content;
	}

	/**
	 * The content: read anew from a resource each time, whole.
	 * @return a {@code byte[]}; for an uploaded file its id, a {@code String}
	 * @throws java.io.UncheckedIOException when the resource cannot be read
	 */
	@Override
	public Object getData() {
		return (this.content instanceof MediaContent.OfFile file) ? file.id() : this.content.bytes();
	}

	/**
	 * The content: read anew from a resource each time, whole.
	 * @return the bytes
	 * @throws java.io.UncheckedIOException when the resource cannot be read
	 * @throws IllegalStateException for an uploaded file, whose content the service has
	 */
	@Override
	public byte[] getDataAsByteArray() {
		return this.content.bytes();
	}

	/**
	 * The id of an uploaded file.
	 * @return the id; {@code null} for a medium with content of its own, whatever became
	 * of it
	 */
	@Override
	public @Nullable String getId() {
		return (this.content instanceof MediaContent.OfFile file) ? file.id() : null;
	}

	@Override
	public String getName() {
		return this.name;
	}

	/**
	 * Tells the type and where the content comes from; never the name, the id or the
	 * content.
	 */
	@Override
	public String toString() {
		return "GigaChatMedia[type=" + getMimeType() + ", content=" + this.content + "]";
	}

}
