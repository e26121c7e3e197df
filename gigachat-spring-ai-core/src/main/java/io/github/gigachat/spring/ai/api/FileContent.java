package io.github.gigachat.spring.ai.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * The content of a file that the service keeps, as it was when it was read.
 */
public final class FileContent {

	private final @Nullable String type;

	private final byte[] bytes;

	FileContent(@Nullable String type, byte[] bytes) {
		this.type = type;
		this.bytes = bytes;
	}

	/**
	 * What the answer said that it is; most often {@code application/octet-stream}, also
	 * for the images that a model drew, which are JPEG.
	 * @return the {@code Content-Type}, or {@code null}
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * The bytes, which are not copied: this is the only holder of them.
	 * @return the bytes
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * The bytes as a stream, from their beginning.
	 * @return a new stream, which needs no closing
	 */
	public InputStream stream() {
		return new ByteArrayInputStream(this.bytes);
	}

	/**
	 * Tells the type and the length; never the content.
	 */
	@Override
	public String toString() {
		return "FileContent[type=" + this.type + ", bytes=" + this.bytes.length + "]";
	}

}
