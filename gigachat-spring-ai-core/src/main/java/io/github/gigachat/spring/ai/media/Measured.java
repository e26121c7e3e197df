package io.github.gigachat.spring.ai.media;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content's SHA-256 and length.
 *
 * @param sha256 the hash, in hexadecimal digits
 * @param length the number of bytes
 */
record Measured(String sha256, long length) {

	private static final int PIECE = 16 * 1024;

	/**
	 * Reads a content to its end.
	 * @param limit the most bytes
	 * @throws ContentTooLargeException beyond that many
	 * @throws EmptyContentException when there is none
	 */
	static Measured of(MediaContent.Repeatable content, long limit) throws IOException {
		long stated = content.statedLength();
		if (stated > limit) {
			throw new ContentTooLargeException();
		}
		if (stated == 0) {
			throw new EmptyContentException();
		}
		MessageDigest digest = newSha256();
		if (content instanceof MediaContent.OfArray array) {
			digest.update(array.bytes());
			return new Measured(hex(digest), stated);
		}
		long length = 0;
		byte[] piece = new byte[PIECE];
		try (InputStream stream = content.open()) {
			for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
				length += count;
				if (length > limit) {
					throw new ContentTooLargeException();
				}
				digest.update(piece, 0, count);
			}
		}
		if (length == 0) {
			throw new EmptyContentException();
		}
		return new Measured(hex(digest), length);
	}

	static MessageDigest newSha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

	static String hex(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

}
