package io.github.gigachat.samples.gateway.pictures;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of a picture, up to a maximum.
 */
final class PictureBytes extends ByteArrayOutputStream {

	private final int max;

	PictureBytes(int max) {
		this.max = max;
	}

	/** Adds a piece, unless there would be too many bytes. */
	boolean add(byte[] piece) {
		if (size() + piece.length > this.max) {
			return false;
		}
		writeBytes(piece);
		return true;
	}

}
