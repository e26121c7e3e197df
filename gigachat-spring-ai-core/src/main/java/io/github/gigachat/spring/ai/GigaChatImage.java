package io.github.gigachat.spring.ai;

import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.Image;

/**
 * A picture that GigaChat drew, a JPEG file.
 */
public final class GigaChatImage extends Image {

	private final byte[] bytes;

	GigaChatImage(byte[] bytes) {
		super(null, null);
		this.bytes = bytes;
	}

	/**
	 * The JPEG file's bytes, which are not copied: this is the only holder of them.
	 * @return the bytes
	 */
	public byte[] getBytes() {
		return this.bytes;
	}

	/**
	 * The bytes in Base64, made when they are asked for.
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
	 * Tells the length; never the picture.
	 */
	@Override
	public String toString() {
		return "GigaChatImage[bytes=" + this.bytes.length + "]";
	}

}
