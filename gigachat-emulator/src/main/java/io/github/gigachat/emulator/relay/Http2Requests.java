package io.github.gigachat.emulator.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Changes the client's settings and requests for the relay.
 */
final class Http2Requests {

	private static final int HEADER_TABLE_SIZE = 1;

	private static final int SETTING_LENGTH = 6;

	/**
	 * A literal with a new name and without indexing (HPACK, RFC 7541, section 6.2.2).
	 */
	private static final int LITERAL_WITHOUT_INDEXING = 0;

	private static final int TYPE_AT = 3;

	private static final int FLAGS_AT = 4;

	/** The frame size that every peer accepts (RFC 9113, section 6.5.2). */
	private static final int LEAST_MAX_FRAME_SIZE = 16_384;

	private Http2Requests() {
	}

	/**
	 * Sets the size of the header table to 0, so that responses do not refer to earlier
	 * ones. The relay may hold a response back while it passes others on.
	 */
	static Http2Frame withoutHeaderTable(Http2Frame settings) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		ByteBuffer entries = ByteBuffer.wrap(settings.payload());
		while (entries.remaining() >= SETTING_LENGTH) {
			short id = entries.getShort();
			int value = entries.getInt();
			if (id != HEADER_TABLE_SIZE) {
				payload.writeBytes(setting(id, value));
			}
		}
		payload.writeBytes(setting((short) HEADER_TABLE_SIZE, 0));
		return new Http2Frame(Http2Frame.SETTINGS, settings.flags(), 0, payload.toByteArray());
	}

	/** Adds the tag of the exchange to the end of a request's header block. */
	static byte[] tagged(byte[] block, int stream, String exchange) {
		byte[] tag = tag(exchange);
		int last = lastFrame(block);
		int payload = length(block, last) - Http2Frame.HEADER_LENGTH + tag.length;
		boolean padded = block[last + TYPE_AT] == Http2Frame.HEADERS
				&& (block[last + FLAGS_AT] & Http2Frame.PADDED) != 0;
		// servers reject connections with too many additional frames
		return (padded || payload > LEAST_MAX_FRAME_SIZE) ? continued(block, last, stream, tag)
				: lengthened(block, last, payload, tag);
	}

	private static byte[] tag(String exchange) {
		ByteArrayOutputStream header = new ByteArrayOutputStream();
		header.write(LITERAL_WITHOUT_INDEXING);
		putString(header, Http1Connection.EXCHANGE_HEADER);
		putString(header, exchange);
		return header.toByteArray();
	}

	private static byte[] lengthened(byte[] block, int last, int payload, byte[] tag) {
		byte[] longer = ByteBuffer.allocate(block.length + tag.length).put(block).put(tag).array();
		longer[last] = (byte) (payload >> 16);
		longer[last + 1] = (byte) (payload >> 8);
		longer[last + 2] = (byte) payload;
		return longer;
	}

	private static byte[] continued(byte[] block, int last, int stream, byte[] tag) {
		byte[] open = block.clone();
		open[last + FLAGS_AT] = (byte) (open[last + FLAGS_AT] & ~Http2Frame.END_HEADERS);
		byte[] more = new Http2Frame(Http2Frame.CONTINUATION, Http2Frame.END_HEADERS, stream, tag).encode();
		return ByteBuffer.allocate(open.length + more.length).put(open).put(more).array();
	}

	private static int lastFrame(byte[] block) {
		int at = 0;
		int next = at + length(block, at);
		while (next < block.length) {
			at = next;
			next = at + length(block, at);
		}
		return at;
	}

	private static int length(byte[] block, int at) {
		int payload = ((block[at] & 0xff) << 16) | ((block[at + 1] & 0xff) << 8) | (block[at + 2] & 0xff);
		return Http2Frame.HEADER_LENGTH + payload;
	}

	private static void putString(ByteArrayOutputStream header, String text) {
		// shorter than 127 bytes and not Huffman coded, so the length is one byte
		header.write(text.length());
		header.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] setting(short id, int value) {
		return ByteBuffer.allocate(SETTING_LENGTH).putShort(id).putInt(value).array();
	}

}
