package io.github.gigachat.emulator.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/2 frames from a connection.
 */
final class Http2Input {

	private static final int PREFACE_LENGTH = 24;

	private final DataInputStream in;

	Http2Input(InputStream in) {
		this.in = new DataInputStream(new BufferedInputStream(in, 32 * 1024));
	}

	byte[] readPreface() throws IOException {
		byte[] preface = new byte[PREFACE_LENGTH];
		this.in.readFully(preface);
		return preface;
	}

	/** Reads the next frame, or null if the connection has ended. */
	@Nullable Http2Frame readFrame() throws IOException {
		int first = this.in.read();
		if (first < 0) {
			return null;
		}
		int length = (first << 16) | this.in.readUnsignedShort();
		int type = this.in.readUnsignedByte();
		int flags = this.in.readUnsignedByte();
		int stream = this.in.readInt() & Integer.MAX_VALUE;
		byte[] payload = new byte[length];
		this.in.readFully(payload);
		return new Http2Frame(type, flags, stream, payload);
	}

	/** Reads the rest of a header block and returns all its frames, encoded. */
	byte[] readBlock(Http2Frame headers) throws IOException {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		Http2Frame frame = headers;
		block.writeBytes(frame.encode());
		while (!frame.has(Http2Frame.END_HEADERS)) {
			frame = readFrame();
			if (frame == null) {
				throw new EOFException("The connection ended inside a header block.");
			}
			block.writeBytes(frame.encode());
		}
		return block.toByteArray();
	}

}
