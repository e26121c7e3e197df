package io.github.gigachat.emulator.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes the DER structures of a certificate (ITU-T X.690).
 */
final class Der {

	private static final int BOOLEAN = 0x01;

	private static final int INTEGER = 0x02;

	private static final int BIT_STRING = 0x03;

	private static final int OCTET_STRING = 0x04;

	private static final int OID = 0x06;

	private static final int UTF8_STRING = 0x0c;

	private static final int GENERALIZED_TIME = 0x18;

	private static final int SEQUENCE = 0x30;

	private static final int SET = 0x31;

	private Der() {
	}

	static byte[] sequence(byte[]... parts) {
		return tagged(SEQUENCE, concat(parts));
	}

	static byte[] set(byte[]... parts) {
		return tagged(SET, concat(parts));
	}

	static byte[] integer(BigInteger value) {
		return tagged(INTEGER, value.toByteArray());
	}

	static byte[] yes() {
		return tagged(BOOLEAN, new byte[] { (byte) 0xff });
	}

	static byte[] bits(byte[] bytes, int unused) {
		return tagged(BIT_STRING, concat(new byte[] { (byte) unused }, bytes));
	}

	static byte[] octets(byte[] bytes) {
		return tagged(OCTET_STRING, bytes);
	}

	static byte[] utf8(String text) {
		return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] time(Instant instant) {
		String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT)
			.withZone(ZoneOffset.UTC)
			.format(instant);
		return tagged(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
	}

	static byte[] oid(int... arcs) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(arcs[0] * 40 + arcs[1]);
		for (int i = 2; i < arcs.length; i++) {
			for (int shift = 28; shift > 0; shift -= 7) {
				if (arcs[i] >> shift > 0) {
					out.write(0x80 | ((arcs[i] >> shift) & 0x7f));
				}
			}
			out.write(arcs[i] & 0x7f);
		}
		return tagged(OID, out.toByteArray());
	}

	static byte[] tagged(int tag, byte[] content) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
		out.write(tag);
		if (content.length < 0x80) {
			out.write(content.length);
		}
		else {
			byte[] length = BigInteger.valueOf(content.length).toByteArray();
			int from = (length[0] == 0) ? 1 : 0;
			out.write(0x80 | (length.length - from));
			out.write(length, from, length.length - from);
		}
		out.writeBytes(content);
		return out.toByteArray();
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			out.writeBytes(part);
		}
		return out.toByteArray();
	}

}
