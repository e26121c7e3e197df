package io.github.gigachat.spring.ai.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.client.ExceptionFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * A file on its way to the service. Its content is read while it is sent: from an array,
 * which is not copied, or from a source that is opened then.
 * <p>
 * The service takes the types that its documentation lists, some under names of its own
 * ({@code application/pptx}, {@code audio/mp3}), and texts up to 40 MB, images up to 15
 * MB, audio up to 35 MB. These are the service's to check. A type with a control
 * character in a parameter is refused with {@link FailureKind#INVALID_REQUEST}.
 */
public final class FileUpload {

	/** What is stated of a source that does not know its length. */
	private static final long UNKNOWN = -1;

	private final String fileName;

	private final MimeType type;

	private final byte @Nullable [] bytes;

	private final @Nullable InputStreamSource source;

	private final long length;

	private final boolean once;

	private final AtomicBoolean opened = new AtomicBoolean();

	private FileUpload(String fileName, MimeType type, byte @Nullable [] bytes, @Nullable InputStreamSource source,
			long length, boolean once) {
		this.fileName = Objects.requireNonNull(fileName, "fileName");
		this.type = checked(type);
		this.bytes = bytes;
		this.source = source;
		this.length = length;
		this.once = once;
	}

	/** A quoted parameter of a type may hold anything, a line of the form's head too. */
	private static MimeType checked(MimeType type) {
		if (type.toString().chars().anyMatch((c) -> (c < ' ' && c != '\t') || c == 0x7F)) {
			throw GigaChatNonTransientException
				.invalidRequest("The type of the file has a parameter with a control character", "Leave it out");
		}
		return type;
	}

	/**
	 * A file from an array, which is sent as it is then and must not change until it was.
	 * @param fileName the file's name, in any script
	 * @param type the type of the content
	 * @param content the content
	 * @return the file
	 */
	public static FileUpload of(String fileName, MimeType type, byte[] content) {
		return new FileUpload(fileName, type, content, null, content.length, false);
	}

	/**
	 * A file from a resource. One that {@linkplain Resource#isOpen() is open already} can
	 * be sent once; the length of any other is asked for now, which for some kinds means
	 * that it is read.
	 * @param fileName the file's name, in any script
	 * @param type the type of the content
	 * @param resource the content
	 * @return the file
	 * @throws GigaChatNonTransientException when the resource's length cannot be told
	 */
	public static FileUpload of(String fileName, MimeType type, Resource resource) {
		if (resource.isOpen()) {
			return new FileUpload(fileName, type, null, resource, UNKNOWN, true);
		}
		try {
			return new FileUpload(fileName, type, null, resource, resource.contentLength(), false);
		}
		catch (IOException ex) {
			throw ExceptionFactory.source(ex);
		}
	}

	/**
	 * A file from a source that opens a new stream each time it is asked to, of a length
	 * that is not known; {@link #ofLength} states it.
	 * @param fileName the file's name, in any script
	 * @param type the type of the content
	 * @param source opens the content; asked on a thread for work that blocks
	 * @return the file
	 */
	public static FileUpload of(String fileName, MimeType type, InputStreamSource source) {
		return (source instanceof Resource resource) ? of(fileName, type, resource)
				: new FileUpload(fileName, type, null, Objects.requireNonNull(source, "source"), UNKNOWN, false);
	}

	/**
	 * A file from a stream, which can be sent once: an attempt that fails after the
	 * stream was read from is not repeated. The stream is closed.
	 * @param fileName the file's name, in any script
	 * @param type the type of the content
	 * @param content the content
	 * @return the file
	 */
	public static FileUpload once(String fileName, MimeType type, InputStream content) {
		Objects.requireNonNull(content, "content");
		return new FileUpload(fileName, type, null, () -> content, UNKNOWN, true);
	}

	/**
	 * The same file with a stated length, without which it goes out in chunks. Content of
	 * another length is an error.
	 * @param length how many bytes the content has
	 * @return the file
	 */
	public FileUpload ofLength(long length) {
		if (length < 0 || (this.bytes != null && this.bytes.length != length)) {
			throw new IllegalArgumentException("The length of the file must be that of its content, not " + length);
		}
		return new FileUpload(this.fileName, this.type, this.bytes, this.source, length, this.once);
	}

	/**
	 * The file's name.
	 * @return the name
	 */
	public String fileName() {
		return this.fileName;
	}

	/**
	 * The type of the content.
	 * @return the type
	 */
	public MimeType type() {
		return this.type;
	}

	/**
	 * The length of the content.
	 * @return the number of bytes, -1 when it is not known
	 */
	public long length() {
		return this.length;
	}

	/** Whether the content is there to be read, for the first time or once more. */
	boolean isReadable() {
		return !this.once || !this.opened.get();
	}

	/** Begins to read the content. */
	FilePieces open() throws IOException {
		if (this.bytes != null) {
			return FilePieces.of(this.bytes);
		}
		if (this.opened.getAndSet(true) && this.once) {
			throw new IOException("The content of the file could be read once, and was");
		}
		return FilePieces.of(Objects.requireNonNull(this.source, "source").getInputStream(), this.length);
	}

	/** Whether reading the content may block. */
	boolean isBlocking() {
		return this.bytes == null;
	}

	/**
	 * Tells the type and the length; never the name or the content.
	 */
	@Override
	public String toString() {
		return "FileUpload[type=" + this.type + ", length=" + this.length + "]";
	}

}
