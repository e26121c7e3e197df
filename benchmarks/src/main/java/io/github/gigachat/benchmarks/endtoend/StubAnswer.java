package io.github.gigachat.benchmarks.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as bytes. The name of the model has a number behind a hyphen:
 * <ul>
 * <li>{@code answer-2000}: a whole answer of 2,000 characters
 * <li>{@code slow-20}: a whole answer of 2,000 characters after 20 ms
 * <li>{@code stream-2000}: a stream of 2,000 chunks, eight with each write
 * <li>{@code paced-15}: a stream of three chunks, 15 ms apart
 * </ul>
 *
 * @param delay the pause before each part but the first, in ms; for a single part the
 * pause before it
 * @param parts the parts, each a write
 */
record StubAnswer(long delay, List<byte[]> parts) {

	/** The text of each chunk. */
	static final String CHUNK = "слово и дело ";

	/** The characters of a slow answer. */
	static final int SLOW_LENGTH = 2000;

	/** The time that the token endpoint takes, in ms. */
	private static final int TOKEN_DELAY = 50;

	private static final int CHUNKS_OF_A_WRITE = 8;

	private static final int PACED_CHUNKS = 3;

	private static final String SENTENCE = "Сервис отвечает спокойно и по делу. ";

	static StubAnswer token() {
		String token = "t".repeat(1100);
		return new StubAnswer(TOKEN_DELAY,
				List.of(whole("{\"access_token\":\"" + token + "\",\"expires_at\":4102444800000}")));
	}

	static StubAnswer file() {
		return new StubAnswer(0,
				List.of(whole("{\"id\":\"file-1\",\"object\":\"file\",\"bytes\":1,\"created_at\":1790000000,"
						+ "\"filename\":\"file\",\"purpose\":\"general\",\"access_policy\":\"private\"}")));
	}

	static StubAnswer of(String model, Dialect dialect) {
		String kind = model.substring(0, model.indexOf('-'));
		int number = Integer.parseInt(model.substring(model.indexOf('-') + 1));
		return switch (kind) {
			case "answer" -> new StubAnswer(0, List.of(whole(dialect.answer(text(number)))));
			case "slow" -> new StubAnswer(number, List.of(whole(dialect.answer(text(SLOW_LENGTH)))));
			case "stream" -> new StubAnswer(0, stream(dialect, number, CHUNKS_OF_A_WRITE));
			case "paced" -> new StubAnswer(number, stream(dialect, PACED_CHUNKS, 1));
			default -> throw new IllegalArgumentException("The stub has no model " + model);
		};
	}

	/** Returns a text of exactly the given number of characters. */
	private static String text(int length) {
		return SENTENCE.repeat(length / SENTENCE.length() + 1).substring(0, length);
	}

	private static byte[] whole(String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return joined(head("application/json", "content-length: " + body.length), body);
	}

	private static List<byte[]> stream(Dialect dialect, int chunks, int together) {
		List<byte[]> parts = new ArrayList<>();
		byte[] part = head(dialect.streamType(), "transfer-encoding: chunked");
		for (int i = 0; i < chunks; i++) {
			part = joined(part, framed(dialect.chunk(CHUNK, i == chunks - 1)));
			if (i % together == together - 1 && i < chunks - 1) {
				parts.add(part);
				part = new byte[0];
			}
		}
		parts.add(joined(part,
				joined(dialect.end().isEmpty() ? new byte[0] : framed(dialect.end()), ascii("0\r\n\r\n"))));
		return parts;
	}

	/** Returns a chunk of the HTTP body. */
	private static byte[] framed(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return joined(ascii(Integer.toHexString(bytes.length) + "\r\n"), joined(bytes, ascii("\r\n")));
	}

	private static byte[] head(String type, String length) {
		return ascii("HTTP/1.1 200 OK\r\ncontent-type: " + type
				+ "\r\nx-request-id: 79e41a5f-f180-4c7a-b2d9-393086ae20a1\r\n" + length + "\r\n\r\n");
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] joined(byte[] first, byte[] second) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream(first.length + second.length);
		joined.writeBytes(first);
		joined.writeBytes(second);
		return joined.toByteArray();
	}

	void write(OutputStream out) throws IOException, InterruptedException {
		for (int i = 0; i < this.parts.size(); i++) {
			if (this.delay > 0 && (i > 0 || this.parts.size() == 1)) {
				Thread.sleep(this.delay);
			}
			out.write(this.parts.get(i));
		}
	}

}
