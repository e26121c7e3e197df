package io.github.gigachat.emulator.relay;

import java.nio.ByteBuffer;

/**
 * An HTTP/2 frame (RFC 9113, section 4.1). The relay reads its payload only if necessary.
 */
final class Http2Frame {

	static final int DATA = 0x0;

	static final int HEADERS = 0x1;

	static final int RST_STREAM = 0x3;

	static final int SETTINGS = 0x4;

	static final int WINDOW_UPDATE = 0x8;

	static final int CONTINUATION = 0x9;

	static final int END_STREAM = 0x1;

	static final int ACK = 0x1;

	static final int END_HEADERS = 0x4;

	static final int PADDED = 0x8;

	static final int INTERNAL_ERROR = 0x2;

	static final int CANCEL = 0x8;

	static final int HEADER_LENGTH = 9;

	private final int type;

	private final int flags;

	private final int stream;

	private final byte[] payload;

	Http2Frame(int type, int flags, int stream, byte[] payload) {
		this.type = type;
		this.flags = flags;
		this.stream = stream;
		this.payload = payload;
	}

	static Http2Frame data(int stream, byte[] bytes, int from, int to, boolean end) {
		byte[] payload = new byte[to - from];
		System.arraycopy(bytes, from, payload, 0, payload.length);
		return new Http2Frame(DATA, end ? END_STREAM : 0, stream, payload);
	}

	static Http2Frame reset(int stream, int error) {
		return new Http2Frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(error).array());
	}

	static Http2Frame windowUpdate(int stream, int increment) {
		return new Http2Frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(increment).array());
	}

	int type() {
		return this.type;
	}

	int flags() {
		return this.flags;
	}

	/** Returns the id of the stream, 0 for the connection. */
	int stream() {
		return this.stream;
	}

	/** Returns the payload itself, not a copy. */
	byte[] payload() {
		return this.payload;
	}

	boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	Http2Frame without(int flag) {
		return new Http2Frame(this.type, this.flags & ~flag, this.stream, this.payload);
	}

	byte[] encode() {
		ByteBuffer frame = ByteBuffer.allocate(HEADER_LENGTH + this.payload.length);
		frame.put((byte) (this.payload.length >> 16)).putShort((short) this.payload.length);
		frame.put((byte) this.type).put((byte) this.flags).putInt(this.stream).put(this.payload);
		return frame.array();
	}

}
