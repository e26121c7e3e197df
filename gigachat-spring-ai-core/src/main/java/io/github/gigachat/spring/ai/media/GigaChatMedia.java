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
 * {@link Media} whose content is read only when it is uploaded, or that is already
 * uploaded.
 * <p>
 * Spring AI's {@code Media} reads a whole resource into memory on construction. This
 * class opens the resource twice, for its SHA-256 and for sending it, and streams it both
 * times. The resource or the array must not change, because an object always stands for
 * the content of its first upload.
 */
public final class GigaChatMedia extends Media {

	/** A placeholder for the superclass, which requires data. */
	private static final URI NOWHERE = URI.create("about:blank");

	private final String name;

	private final MediaContent content;

	private GigaChatMedia(MimeType type, @Nullable String name, MediaContent content) {
		super(type, NOWHERE);
		this.name = StringUtils.hasText(name) ? name : super.getName();
		this.content = content;
	}

	/**
	 * Creates a medium from a resource, with the resource's file name. A resource that
	 * {@linkplain Resource#isOpen() is already open}, such as a form upload, can be sent
	 * only once. Its upload is not repeated if it fails, nor if the service has lost the
	 * file.
	 * @param type the type of the content
	 * @param resource the content, which is not read yet
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, Resource resource) {
		return of(type, resource.getFilename(), resource);
	}

	/**
	 * Creates a medium from a resource, with the given file name.
	 * @param type the type of the content
	 * @param name the file name, in any script; {@code null} for a generated one
	 * @param resource the content, which is not read yet
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, @Nullable String name, Resource resource) {
		return new GigaChatMedia(type, name, MediaContent.of(Objects.requireNonNull(resource, "resource")));
	}

	/**
	 * Creates a medium from a byte array, with a generated file name.
	 * @param type the type of the content
	 * @param content the content, which is not copied
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, byte[] content) {
		return of(type, null, content);
	}

	/**
	 * Creates a medium from a byte array, with the given file name.
	 * @param type the type of the content
	 * @param name the file name, in any script; {@code null} for a generated one
	 * @param content the content, which is not copied
	 * @return the medium
	 */
	public static GigaChatMedia of(MimeType type, @Nullable String name, byte[] content) {
		return new GigaChatMedia(type, name, MediaContent.of(Objects.requireNonNull(content, "content")));
	}

	/**
	 * Creates a medium for a file that is already uploaded. The provider attaches it and
	 * neither uploads nor deletes it.
	 * @param type the type of the content
	 * @param fileId the id of the file, from the response to the upload
	 * @return the medium
	 * @throws IllegalArgumentException if the id is blank
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
	 * Returns the content. A resource is read into memory again on each call.
	 * @return a {@code byte[]}; for an uploaded file its id, a {@code String}
	 * @throws java.io.UncheckedIOException if the resource cannot be read
	 */
	@Override
	public Object getData() {
		return (this.content instanceof MediaContent.OfFile file) ? file.id() : this.content.bytes();
	}

	/**
	 * Returns the content. A resource is read into memory again on each call.
	 * @return the bytes
	 * @throws java.io.UncheckedIOException if the resource cannot be read
	 * @throws IllegalStateException if this is an uploaded file, whose content only the
	 * service has
	 */
	@Override
	public byte[] getDataAsByteArray() {
		return this.content.bytes();
	}

	/**
	 * Returns the id of an uploaded file.
	 * @return the id; {@code null} for a medium with its own content, even after its
	 * upload
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
	 * Returns a description with the type and the source of the content, without the
	 * name, the id or the content.
	 */
	@Override
	public String toString() {
		return "GigaChatMedia[type=" + getMimeType() + ", content=" + this.content + "]";
	}

}
