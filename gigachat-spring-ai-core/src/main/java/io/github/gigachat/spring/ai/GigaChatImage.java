package io.github.gigachat.spring.ai;

import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.Image;

/**
 * A picture drawn by GigaChat, as a JPEG file.
 */
public final class GigaChatImage extends Image {

	private final byte[] bytes;

	GigaChatImage(byte[] bytes) {
		super(null, null);
		this.bytes = bytes;
	}

	/**
	 * Returns the bytes of the JPEG file. The array is not copied.
	 * @return the bytes
	 */
	public byte[] getBytes() {
		return this.bytes;
	}

	/**
	 * Returns the picture in Base64. It is encoded on each call.
	 * @return the text
	 */
	@Override
	public String getB64Json() {
		String set = super.getB64Json();
		return (set != null) ? set : Base64.getEncoder().encodeToString(this.bytes);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof GigaChatImage that && super.equals(other) && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + Arrays.hashCode(this.bytes);
	}

	/**
	 * Returns a description with the length of the file, without its content.
	 */
	@Override
	public String toString() {
		return "GigaChatImage[bytes=" + this.bytes.length + "]";
	}

}
