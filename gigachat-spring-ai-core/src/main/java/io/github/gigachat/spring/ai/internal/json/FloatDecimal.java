package io.github.gigachat.spring.ai.internal.json;

import java.util.Arrays;

/**
 * Converts JSON numbers to {@code float} with the result of
 * {@link Float#parseFloat(String)}, but without objects for almost all numbers. A
 * response with embeddings has tens of thousands of long decimals, for which the JDK and
 * Jackson calculate with big integers.
 * <p>
 * The algorithm follows <em>Bellerophon</em> (William D. Clinger, "How to Read Floating
 * Point Numbers Accurately", PLDI 1990): it calculates with more precision than needed,
 * bounds the error, and calculates exactly only if the error may change the result. Here
 * the precision is that of {@code double}. The leading 18 digits, their conversion, the
 * power of ten and the multiplication or division have together a relative error of less
 * than 3.2 · 2<sup>-53</sup>, which is less than 4 units in the last place. A
 * {@code double} that is further than that from the middle between two {@code float}
 * values is rounded to the same {@code float} as the decimal itself.
 */
public final class FloatDecimal {

	/** The first significand that gets no further digit, so that it fits in a long. */
	private static final long ENOUGH_DIGITS = 100_000_000_000_000_000L;

	/** The powers of ten, each of them correctly rounded. */
	private static final double[] POWERS = new double[65];

	static {
		Arrays.setAll(POWERS, (exponent) -> Double.parseDouble("1e" + exponent));
	}

	/** The bits of a double that a float does not have. */
	private static final long EXCESS = (1L << 29) - 1;

	/** The excess bits of a double in the middle between two floats. */
	private static final long MIDDLE = 1L << 28;

	/** The bound of the error in units of the last place, rounded up. */
	private static final long MAX_ERROR = 4;

	/** Larger exponents are not added up, as the sum might overflow. */
	private static final int MAX_EXPONENT = 10_000;

	private FloatDecimal() {
	}

	/**
	 * Parses a number.
	 * @param text the array that contains a valid JSON number
	 * @param offset the index of its first character
	 * @param length the number of its characters
	 * @return the nearest {@code float}; infinite if the number is too large
	 */
	public static float parse(char[] text, int offset, int length) {
		int end = offset + length;
		boolean negative = text[offset] == '-';
		int at = negative ? offset + 1 : offset;
		long significand = 0;
		int exponent = 0;
		int fraction = 0;
		for (; at < end; at++) {
			int digit = text[at] - '0';
			if (digit == '.' - '0') {
				fraction = 1;
				continue;
			}
			if (digit < 0 || digit > 9) {
				break;
			}
			if (significand < ENOUGH_DIGITS) {
				significand = 10 * significand + digit;
				exponent -= fraction;
			}
			else {
				exponent += 1 - fraction;
			}
		}
		if (at < end) {
			exponent += exponent(text, at + 1, end);
		}
		float value = positive(significand, exponent);
		if (Float.isNaN(value)) {
			return Float.parseFloat(new String(text, offset, length));
		}
		return negative ? -value : value;
	}

	/**
	 * Returns the exponent that follows the letter, or one that is out of the range of
	 * {@link #POWERS} in any sum.
	 */
	private static int exponent(char[] text, int start, int end) {
		boolean negative = text[start] == '-';
		int exponent = 0;
		for (int i = (negative || text[start] == '+') ? start + 1 : start; i < end; i++) {
			exponent = 10 * exponent + text[i] - '0';
			if (exponent > MAX_EXPONENT) {
				return Integer.MAX_VALUE / 2;
			}
		}
		return negative ? -exponent : exponent;
	}

	/** Returns the nearest float, or NaN if the precision does not suffice. */
	private static float positive(long significand, int exponent) {
		if (significand == 0) {
			return 0;
		}
		if (Math.abs(exponent) >= POWERS.length) {
			return Float.NaN;
		}
		double value = (exponent < 0) ? significand / POWERS[-exponent] : significand * POWERS[exponent];
		long excess = Double.doubleToRawLongBits(value) & EXCESS;
		// below the normal range a float has fewer bits
		boolean undecided = value < Float.MIN_NORMAL || Math.abs(excess - MIDDLE) <= MAX_ERROR;
		return undecided ? Float.NaN : (float) value;
	}

}
