package io.github.gigachat.spring.ai.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * The downloaded content of a file that the service stores.
 */
public final class FileContent {

	private final @Nullable String type;

	private final byte[] bytes;

	FileContent(@Nullable String type, byte[] bytes) {
		this.type = type;
		this.bytes = bytes;
	}

	/**
	 * Returns the {@code Content-Type} of the response. Most often it is
	 * {@code application/octet-stream}, even for the JPEG images that a model generated.
	 * @return the {@code Content-Type}, or {@code null}
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * Returns the content as the internal array, not a copy.
	 * @return the bytes
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Opens a stream of the content, from its beginning.
	 * @return a new stream, which need not be closed
	 */
	public InputStream stream() {
		return new ByteArrayInputStream(this.bytes);
	}

	/**
	 * Returns the type and the length, never the content.
	 */
	@Override
	public String toString() {
		return "FileContent[type=" + this.type + ", bytes=" + this.bytes.length + "]";
	}

}
