package io.github.gigachat.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, one after another. Keeps the path and the name of
 * the model of the last one.
 */
final class StubRequest {

	/** Bodies are searched for the model up to this size. */
	private static final int KEPT = 64 * 1024;

	private static final String MODEL = "\"model\":\"";

	private final InputStream in;

	private final byte[] kept = new byte[KEPT];

	private final byte[] skipped = new byte[KEPT];

	private int keptBytes;

	private String path = "";

	private String model = "";

	StubRequest(InputStream in) {
		this.in = in;
	}

	/** Reads the next request, and returns whether there is one. */
	boolean read() throws IOException {
		String line = line();
		if (line == null) {
			return false;
		}
		this.path = line.split(" ", -1)[1];
		long length = 0;
		boolean chunked = false;
		while ((line = line()) != null && !line.isEmpty()) {
			String header = line.toLowerCase(Locale.ROOT);
			if (header.startsWith("content-length:")) {
				length = Long.parseLong(header.substring("content-length:".length()).trim());
			}
			chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
		}
		this.keptBytes = 0;
		if (chunked) {
			chunks();
		}
		else {
			body(length);
		}
		this.model = findModel();
		return true;
	}

	private void chunks() throws IOException {
		while (true) {
			String line = line();
			int length = (line != null) ? Integer.parseInt(line.trim(), 16) : 0;
			body(length);
			line();
			if (length == 0) {
				return;
			}
		}
	}

	private void body(long length) throws IOException {
		long rest = length;
		while (rest > 0) {
			boolean keep = this.keptBytes < KEPT;
			int room = keep ? KEPT - this.keptBytes : KEPT;
			int count = this.in.read(keep ? this.kept : this.skipped, keep ? this.keptBytes : 0,
					(int) Math.min(rest, room));
			if (count < 0) {
				throw new IOException("The body ended early");
			}
			this.keptBytes += keep ? count : 0;
			rest -= count;
		}
	}

	private String findModel() {
		String body = new String(this.kept, 0, this.keptBytes, StandardCharsets.ISO_8859_1);
		int start = body.indexOf(MODEL);
		return (start < 0) ? "" : body.substring(start + MODEL.length(), body.indexOf('"', start + MODEL.length()));
	}

	private @Nullable String line() throws IOException {
		StringBuilder line = new StringBuilder(64);
		int next;
		while ((next = this.in.read()) >= 0) {
			if (next == '\n') {
				return line.toString();
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return null;
	}

	String path() {
		return this.path;
	}

	String model() {
		return this.model;
	}

}
