package io.github.gigachat.spring.ai.internal.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each JSON number becomes the float that {@link Float#parseFloat(String)}
 * returns, bit for bit.
 */
class FloatDecimalTests {

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "0.0", "-0.000", "0e5", "-0E-400", "0e99999999999", "1", "-1", "10", "0.1",
			"-0.1", "0.02685546875", "-0.9970703125", "0.000030517578125", "5.9604644775390625E-8", "123456789", "1e5",
			"1E+5", "1e-5", "1.5e05", "16777216", "16777217", "16777218", "16777219", "33554434", "33554435",
			"16777217.0000000000000000000000001", "16777216.9999999999999999999999999", "9007199254740993",
			"1.00000017881393432617187499", "1.00000017881393432617187500", "1.00000017881393432617187501",
			"3.4028234663852886e38", "3.4028235e38", "340282356779733661637539395458142568447",
			"340282356779733661637539395458142568448", "3.4028236e38", "-3.5e38", "1e39", "1e64", "1e65", "1e400",
			"1e99999999999", "1.17549435E-38", "1.1754943508222875e-38", "1.1754942e-38", "1.17549429e-38", "1e-39",
			"1.4e-45", "7.006492321624085e-46", "7.006492321624086e-46", "7e-46", "1e-64", "1e-65", "1e-400",
			"-1e-99999999999", "99999999999999999", "100000000000000000", "999999999999999999", "9223372036854775807",
			"9223372036854775808", "18446744073709551616", "0.1000000000000000055511151231257827021181583404541015625",
			"0.00000000000000000000000000000000000000000000000000000000000000000000001e71" })
	void aNumberIsTheFloatOfTheJdk(String number) {
		assertSame(number);
	}

	@Test
	void thousandsOfDigitsCount() {
		assertSame("9".repeat(39));
		assertSame("9".repeat(10_000));
		assertSame("0." + "0".repeat(10_000) + "1");
		assertSame("0." + "0".repeat(10_000) + "1e10001");
		assertSame("1" + "0".repeat(10_000) + "e-10000");
		assertSame("1" + "0".repeat(20_000) + ".5e-20000");
		assertSame("16777217." + "0".repeat(5_000) + "1");
		assertSame("0." + "3".repeat(5_000));
	}

	@Test
	void aPartOfAnArrayIsParsed() {
		char[] text = "[12.5,-3e2]".toCharArray();

		assertThat(FloatDecimal.parse(text, 1, 4)).isEqualTo(12.5f);
		assertThat(FloatDecimal.parse(text, 6, 4)).isEqualTo(-300f);
	}

	@Property(tries = 20_000)
	void aFloatIsTheSameInAllItsForms(@ForAll @IntRange(min = Integer.MIN_VALUE) int bits,
			@ForAll @IntRange(min = 1, max = 25) int digits) {
		float value = Float.intBitsToFloat(bits);
		if (!Float.isFinite(value)) {
			return;
		}
		BigDecimal exact = new BigDecimal(value);
		assertSame(Float.toString(value));
		assertSame(Double.toString(value));
		assertSame(exact.toPlainString());
		assertSame(exact.toString());
		assertSame(String.format(Locale.ROOT, "%." + digits + "e", value));
		assertSame(exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
	}

	@Property(tries = 20_000)
	void aNumberBesideTheMiddleOfTwoFloatsIsRoundedRight(@ForAll @IntRange(max = 0x7F7FFFFE) int bits,
			@ForAll @IntRange(min = 1, max = 60) int behind, @ForAll @IntRange(min = 12, max = 60) int digits) {
		BigDecimal lower = new BigDecimal(Float.intBitsToFloat(bits));
		BigDecimal middle = lower.add(new BigDecimal(Float.intBitsToFloat(bits + 1))).divide(BigDecimal.valueOf(2));
		BigDecimal little = middle.ulp().movePointLeft(behind);
		for (BigDecimal near : new BigDecimal[] { middle, middle.add(little), middle.subtract(little) }) {
			assertSame(near.toString());
			assertSame("-" + near.toPlainString());
			assertSame(near.round(new MathContext(digits, RoundingMode.DOWN)).toString());
			assertSame(near.round(new MathContext(digits, RoundingMode.UP)).toString());
		}
	}

	@Property(tries = 20_000)
	void anIntegerBesideTheMiddleOfTwoFloatsIsRoundedRight(@ForAll @LongRange(min = 1L << 24) long number,
			@ForAll @IntRange(min = -12, max = 12) int distance) {
		long unit = Long.highestOneBit(number) >>> 23;
		long middle = number / unit * unit + unit / 2;

		assertSame(Long.toString(Math.abs(middle + distance)));
	}

	@Property(tries = 20_000)
	void digitsWithAnExponentAreTheFloatOfTheJdk(@ForAll @NumericChars @StringLength(min = 1, max = 25) String digits,
			@ForAll @IntRange(max = 25) int point, @ForAll @IntRange(min = -60, max = 60) int exponent) {
		int split = Math.min(point, digits.length());
		String fraction = digits.substring(split);
		String number = (split > 0) ? digits.substring(0, split) : "0";
		number += fraction.isEmpty() ? "" : "." + fraction;

		assertSame(number);
		assertSame(number + "e" + exponent);
		assertSame("-" + number + "E" + exponent);
	}

	private static void assertSame(String number) {
		float parsed = FloatDecimal.parse(("[" + number + ",").toCharArray(), 1, number.length());

		assertThat(Float.floatToRawIntBits(parsed)).as(number)
			.isEqualTo(Float.floatToRawIntBits(Float.parseFloat(number)));
	}

}
