package io.github.gigachat.spring.ai.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.client.ExceptionFactory;

import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * A file to upload. Its content is read while it is sent: from an array, which is not
 * copied, or from a source that is opened at that time.
 * <p>
 * The service accepts the media types that its documentation lists, some under names of
 * its own ({@code application/pptx}, {@code audio/mp3}). It accepts texts up to 40 MB,
 * images up to 15 MB and audio up to 35 MB. The service checks these rules itself. A type
 * with a control character in a parameter is refused with
 * {@link FailureKind#INVALID_REQUEST}.
 */
public final class FileUpload {

	/** The length of a source that does not know its length. */
	private static final long UNKNOWN = -1;

	private final String fileName;

	private final MimeType type;

	private final Kind kind;

	private final InputStreamSource source;

	private final long length;

	private final AtomicBoolean opened = new AtomicBoolean();

	private FileUpload(String fileName, MimeType type, Kind kind, InputStreamSource source, long length) {
		this.fileName = Objects.requireNonNull(fileName, "fileName");
		this.type = checked(type);
		this.kind = kind;
		this.source = Objects.requireNonNull(source, "source");
		this.length = length;
	}

	/**
	 * Refuses control characters: a quoted parameter could inject a line into the head of
	 * the multipart body.
	 */
	private static MimeType checked(MimeType type) {
		if (type.toString().chars().anyMatch((c) -> (c < ' ' && c != '\t') || c == 0x7F)) {
			throw GigaChatNonTransientException.invalidRequest(
					"The type of the file has a parameter with a control character", "Remove the control character");
		}
		return type;
	}

	/**
	 * Creates a file from an array. The array is read while it is sent, and must not
	 * change until the upload has ended.
	 * @param fileName the file's name, in any script
	 * @param type the media type of the content
	 * @param content the content
	 * @return the file
	 */
	public static FileUpload of(String fileName, MimeType type, byte[] content) {
		return new FileUpload(fileName, type, Kind.ARRAY, () -> new ByteArrayInputStream(content), content.length);
	}

	/**
	 * Creates a file from a resource. A resource that {@linkplain Resource#isOpen() is
	 * open already} can be sent only once. This method determines the length of any other
	 * resource; some kinds of resources are read completely for that.
	 * @param fileName the file's name, in any script
	 * @param type the media type of the content
	 * @param resource the content
	 * @return the file
	 * @throws GigaChatNonTransientException if the length of the resource cannot be
	 * determined
	 */
	public static FileUpload of(String fileName, MimeType type, Resource resource) {
		if (resource.isOpen()) {
			return new FileUpload(fileName, type, Kind.ONCE, resource, UNKNOWN);
		}
		try {
			return new FileUpload(fileName, type, Kind.REPEATABLE, resource, resource.contentLength());
		}
		catch (IOException ex) {
			throw ExceptionFactory.source(ex);
		}
	}

	/**
	 * Creates a file from a source that opens a new stream on each call. The length is
	 * unknown; {@link #ofLength} sets it.
	 * @param fileName the file's name, in any script
	 * @param type the media type of the content
	 * @param source the source of the content, opened on a thread that may block
	 * @return the file
	 */
	public static FileUpload of(String fileName, MimeType type, InputStreamSource source) {
		return (source instanceof Resource resource) ? of(fileName, type, resource)
				: new FileUpload(fileName, type, Kind.REPEATABLE, source, UNKNOWN);
	}

	/**
	 * Creates a file from a stream, which can be sent only once: an attempt that fails
	 * after the stream was read from is not repeated. This provider closes the stream.
	 * @param fileName the file's name, in any script
	 * @param type the media type of the content
	 * @param content the content
	 * @return the file
	 */
	public static FileUpload once(String fileName, MimeType type, InputStream content) {
		Objects.requireNonNull(content, "content");
		return new FileUpload(fileName, type, Kind.ONCE, () -> content, UNKNOWN);
	}

	/**
	 * Returns a copy with the given length. Without a length, the file is sent with
	 * chunked encoding. Content whose length differs from the given one fails the upload.
	 * @param length the length of the content in bytes
	 * @return the file
	 * @throws IllegalArgumentException if the length is negative or differs from that of
	 * the array
	 */
	public FileUpload ofLength(long length) {
		if (length < 0 || (this.kind == Kind.ARRAY && this.length != length)) {
			throw new IllegalArgumentException(
					"The length of the file must be the length of its content, not " + length);
		}
		return new FileUpload(this.fileName, this.type, this.kind, this.source, length);
	}

	/**
	 * Returns the file's name.
	 * @return the name
	 */
	public String fileName() {
		return this.fileName;
	}

	/**
	 * Returns the media type of the content.
	 * @return the type
	 */
	public MimeType type() {
		return this.type;
	}

	/**
	 * Returns the length of the content.
	 * @return the number of bytes; -1 if it is not known
	 */
	public long length() {
		return this.length;
	}

	/** Tells whether the content can be read, for the first time or again. */
	boolean isReadable() {
		return this.kind != Kind.ONCE || !this.opened.get();
	}

	/** Opens the content for reading. */
	InputStream open() throws IOException {
		if (this.opened.getAndSet(true) && this.kind == Kind.ONCE) {
			throw new IOException("The content of the file can be read only once and has been read already");
		}
		return this.source.getInputStream();
	}

	/** Tells whether reading the content may block. */
	boolean isBlocking() {
		return this.kind != Kind.ARRAY;
	}

	/**
	 * Returns the type and the length, never the name or the content.
	 */
	@Override
	public String toString() {
		return "FileUpload[type=" + this.type + ", length=" + this.length + "]";
	}

	/** Kinds of content. */
	private enum Kind {

		/** An array, which can be read without blocking. */
		ARRAY,

		/** A source that can be opened any number of times. */
		REPEATABLE,

		/** A source that can be opened once. */
		ONCE

	}

}
