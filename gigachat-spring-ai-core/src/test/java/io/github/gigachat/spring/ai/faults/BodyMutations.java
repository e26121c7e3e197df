package io.github.gigachat.spring.ai.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Spoils a body.
 */
enum BodyMutations {

	FLIPPED_BITS {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			byte[] mutated = body.clone();
			for (int flips = 1 + dice.nextInt(4); flips > 0 && mutated.length > 0; flips--) {
				mutated[dice.nextInt(mutated.length)] ^= (byte) (1 << dice.nextInt(8));
			}
			return mutated;
		}

	},

	TRUNCATED {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			return spliced(body, dice.nextInt(body.length + 1), body.length, NOTHING);
		}

	},

	A_PIECE_TWICE {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			int from = dice.nextInt(body.length + 1);
			int to = from + dice.nextInt(body.length - from + 1);
			return spliced(body, to, to, Arrays.copyOfRange(body, from, to));
		}

	},

	ALL_OF_IT_TWICE {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			return spliced(body, body.length, body.length, body);
		}

	},

	A_PIECE_MISSING {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			int from = dice.nextInt(body.length + 1);
			return spliced(body, from, from + dice.nextInt(body.length - from + 1), NOTHING);
		}

	},

	RANDOM_BYTES {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			byte[] random = new byte[1 + dice.nextInt(40)];
			dice.nextBytes(random);
			return inserted(body, dice, random);
		}

	},

	NO_UTF8 {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			byte[][] wrong = { { (byte) 0xff }, { (byte) 0xc0, (byte) 0xaf }, { (byte) 0x80 },
					{ (byte) 0xf0, (byte) 0x9f, (byte) 0xa6 }, { (byte) 0xed, (byte) 0xa0, (byte) 0x80 }, { 0 },
					{ (byte) 0xef, (byte) 0xbb, (byte) 0xbf } };
			return inserted(body, dice, wrong[dice.nextInt(wrong.length)]);
		}

	},

	ANOTHER_VALUE {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			String[] values = { "null", "true", "{}", "[]", "\"\"", "\"x\"", "-1", "{\"a\":{\"b\":[1]}}", "[[]]",
					"[null]", "\"\\ud800\"", "\"\\u0000\\r\\n\"", "NaN", "'x'", "/* x */1" };
			return valueReplaced(body, dice, values[dice.nextInt(values.length)]);
		}

	},

	A_HUGE_NUMBER {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			String[] values = { "9".repeat(20), "9".repeat(400), "9".repeat(20_000), "1e400", "-1e999999999",
					"1e-999999999", "0." + "0".repeat(2_000) + "1", "-0", "00", "1e", "2147483648",
					"-9223372036854775809" };
			return valueReplaced(body, dice, values[dice.nextInt(values.length)]);
		}

	},

	DEEP_NESTING {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			int depth = new int[] { 400, 600, 5_000, 100_000 }[dice.nextInt(4)];
			boolean closed = dice.nextBoolean();
			String deep = dice.nextBoolean() ? "[".repeat(depth) + (closed ? "]".repeat(depth) : "")
					: "{\"a\":".repeat(depth) + (closed ? "1" + "}".repeat(depth) : "");
			return valueReplaced(body, dice, deep);
		}

	},

	A_LONG_STRING {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			return valueReplaced(body, dice, "\"" + "ы".repeat(1 + dice.nextInt(300_000)) + "\"");
		}

	},

	OTHER_LINE_ENDS {

		@Override
		byte[] apply(byte[] body, SplittableRandom dice) {
			String[] ends = { "\r\n", "\r", "\n\n", "", "\n:comment\n", "\nevent: error\n", "\nevent: x\n",
					"\ndata: \n" };
			int which = dice.nextInt(ends.length);
			String text = new String(body, StandardCharsets.ISO_8859_1);
			return (dice.nextBoolean() ? text.replace("\n", ends[which]) : text.replaceFirst("\n", ends[which]))
				.getBytes(StandardCharsets.ISO_8859_1);
		}

	};

	private static final byte[] NOTHING = new byte[0];

	abstract byte[] apply(byte[] body, SplittableRandom dice);

	private static byte[] inserted(byte[] body, SplittableRandom dice, byte[] piece) {
		int at = dice.nextInt(body.length + 1);
		return spliced(body, at, at, piece);
	}

	/** Puts JSON text in place of a value, which begins behind a colon. */
	private static byte[] valueReplaced(byte[] body, SplittableRandom dice, String value) {
		int begin = (body.length > 0) ? dice.nextInt(body.length) : 0;
		int colon = begin;
		while (colon < body.length && body[colon] != ':') {
			colon++;
		}
		int from = Math.min(colon + 1, body.length);
		int to = from;
		while (to < body.length && ",}]\n".indexOf(body[to]) < 0) {
			to++;
		}
		return spliced(body, from, to, value.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] spliced(byte[] body, int from, int to, byte[] piece) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + piece.length);
		out.write(body, 0, from);
		out.writeBytes(piece);
		out.write(body, to, body.length - to);
		return out.toByteArray();
	}

}
