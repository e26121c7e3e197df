package io.github.gigachat.spring.ai.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

import io.github.gigachat.spring.ai.faults.HostileResponse.End;
import org.jspecify.annotations.Nullable;

/**
 * Makes hostile responses of good ones: most with a spoilt body in a good frame, some
 * with a good body in a spoilt frame.
 */
final class Mutator {

	private final SplittableRandom dice;

	Mutator(long seed) {
		this.dice = new SplittableRandom(seed);
	}

	static HostileResponse unharmed(Sample sample) {
		byte[] body = sample.bytes();
		return new HostileResponse("unharmed", framed(sample, body), End.KEEP, body, true);
	}

	HostileResponse mutate(Sample sample) {
		return (this.dice.nextInt(10) < 7) ? spoiltBody(sample) : spoiltFrame(sample);
	}

	private HostileResponse spoiltBody(Sample sample) {
		BodyMutations mutation = BodyMutations.values()[this.dice.nextInt(BodyMutations.values().length)];
		byte[] body = mutation.apply(sample.bytes(), this.dice);
		String story = sample.kind() + ", " + mutation;
		return switch (this.dice.nextInt(3)) {
			case 0 -> new HostileResponse(story, framed(sample, body), End.KEEP, body, true);
			case 1 ->
				new HostileResponse(story + ", chunked", chunked(sample, body, "0\r\n\r\n"), End.KEEP, body, true);
			default -> new HostileResponse(story + ", to the end of the connection", join(head(sample, ""), body),
					End.CLOSE, body, true);
		};
	}

	private HostileResponse spoiltFrame(Sample sample) {
		byte[] body = sample.bytes();
		return switch (this.dice.nextInt(12)) {
			case 0 ->
				spoilt("gzip", join(head(sample, "Content-Encoding: gzip\r\n" + length(gzip(body).length)), gzip(body)),
						End.KEEP, gzip(body), true);
			case 1 -> spoilt("said to be gzip",
					join(head(sample, "Content-Encoding: gzip\r\n" + length(body.length)), body), End.KEEP, body, true);
			case 2 -> {
				int shorter = this.dice.nextInt(body.length + 1);
				byte[] begin = Arrays.copyOf(body, shorter);
				yield spoilt("Content-Length too short", join(head(sample, length(shorter)), body), End.CLOSE, begin,
						true);
			}
			case 3 -> spoilt("Content-Length too long",
					join(head(sample, length(body.length + 1 + this.dice.nextInt(99))), body),
					(this.dice.nextInt(20) == 0) ? End.KEEP : oneOf(End.CLOSE, End.RESET), null, true);
			case 4 -> spoilt("an odd Content-Length",
					join(head(sample, "Content-Length: "
							+ oneOf("-1", "x", "9".repeat(30), "0x10", "", "1, 2", "9223372036854775807") + "\r\n"),
							body),
					End.CLOSE, null, true);
			case 5 -> spoilt("two lengths",
					join(head(sample, length(body.length) + length(this.dice.nextInt(body.length + 9))), body),
					End.CLOSE, null, true);
			case 6 -> spoilt(
					"a chunked body with an odd end", chunked(sample, body, oneOf("", "0\r\n", "zz\r\n",
							"\r\n0\r\n\r\n", "ffffffffffff\r\nx", "-1\r\n\r\n", "0\r\nA: b\r\n\r\n")),
					oneOf(End.CLOSE, End.RESET), null, true);
			case 7 -> spoilt("flipped bits in a chunked response", flipped(chunked(sample, body, "0\r\n\r\n"), 3),
					End.CLOSE, null, false);
			case 8 -> spoilt("flipped bits in the head", join(flipped(head(sample, length(body.length)), 2), body),
					End.CLOSE, null, false);
			case 9 -> spoilt("an odd head",
					join(oneOf("HTTP/1.1 200\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
							"HTTP/1.1 999 Odd\r\n\r\n", "HTTP/1.1 099 Odd\r\n\r\n", "HTTP/1.1 204 None\r\n\r\n",
							"HTTP/1.1 304 Same\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
							"HTTP/1.1 200 OK\r\n: empty\r\n\r\n", "HTTP/1.1 200 OK\r\nA\0: b\r\n\r\n",
							"HTTP/1.1 302 Away\r\nLocation: http://[::bad\r\n\r\n",
							"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n", "HTTP/1.1 407 No\r\n\r\n",
							"HTTP/1.1 429 Later\r\nRetry-After: " + "9".repeat(40) + "\r\n\r\n",
							"HTTP/1.1 200 OK\r\nContent-Type: ;;=,\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "",
							"HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 103 Early\r\n\r\n".repeat(20))
						.getBytes(StandardCharsets.ISO_8859_1), body),
					oneOf(End.CLOSE, End.RESET), null, false);
			case 10 -> spoilt("an endless head",
					join(head(sample,
							("X-" + "h".repeat(1000) + ": " + "v".repeat(3000) + "\r\n")
								.repeat(1 + this.dice.nextInt(120)) + length(body.length)),
							body),
					End.CLOSE, null, true);
			default -> {
				byte[] whole = framed(sample, body);
				int cut = this.dice.nextInt(whole.length);
				yield spoilt("cut", Arrays.copyOf(whole, cut), oneOf(End.CLOSE, End.RESET), null, true);
			}
		};
	}

	private static HostileResponse spoilt(String story, byte[] wire, End end, byte @Nullable [] entity,
			boolean headIntact) {
		return new HostileResponse(story, wire, end, entity, headIntact);
	}

	@SafeVarargs
	private final <T> T oneOf(T... choices) {
		return choices[this.dice.nextInt(choices.length)];
	}

	private byte[] flipped(byte[] bytes, int flips) {
		byte[] mutated = bytes.clone();
		for (int i = 0; i < flips; i++) {
			mutated[this.dice.nextInt(mutated.length)] ^= (byte) (1 << this.dice.nextInt(8));
		}
		return mutated;
	}

	private byte[] chunked(Sample sample, byte[] body, String end) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(head(sample, "Transfer-Encoding: chunked\r\n"));
		int from = 0;
		while (from < body.length) {
			int size = Math.min(body.length - from, 1 + this.dice.nextInt(Math.max(1, body.length / 3)));
			out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			out.write(body, from, size);
			out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
			from += size;
		}
		out.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
		return out.toByteArray();
	}

	private static byte[] framed(Sample sample, byte[] body) {
		return join(head(sample, length(body.length)), body);
	}

	private static String length(int bytes) {
		return "Content-Length: " + bytes + "\r\n";
	}

	private static byte[] head(Sample sample, String more) {
		return ("HTTP/1.1 " + sample.status() + " Status\r\nContent-Type: " + sample.contentType()
				+ "\r\nx-request-id: 1d4d\r\n" + more + "\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static byte[] gzip(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private static byte[] join(byte[] head, byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + body.length);
		out.writeBytes(head);
		out.writeBytes(body);
		return out.toByteArray();
	}

}
