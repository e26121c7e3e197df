package io.github.gigachat.spring.ai.internal.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collecting the buffers of a body, and reading them again.
 */
class BodyCollectorTests {

	private static final int UNLIMITED = Integer.MAX_VALUE;

	@Test
	void aBodyInOneBufferIsNotCopied() {
		byte[] array = bytes(2000);
		BodyCollector collector = new BodyCollector(UNLIMITED);
		collector.add(List.of(ByteBuffer.wrap(array)));
		ResponseBody body = collector.body();

		array[1000] = 'x';

		assertThat(body.bytes()).isEqualTo(array);
	}

	@Test
	void aBodyOfSingleBytesIsJoined() {
		byte[] array = bytes(100_000);
		BodyCollector collector = new BodyCollector(UNLIMITED);
		for (int i = 0; i < array.length; i++) {
			collector.add(List.of(ByteBuffer.wrap(array, i, 1)));
		}
		ResponseBody body = collector.body();

		assertThat(body.buffers()).hasSizeLessThan(16 + 8);
		assertThat(body.bytes()).isEqualTo(array);
	}

	@Test
	void smallBuffersBetweenLargeOnesKeepTheirPlace() {
		byte[] large = bytes(8192);
		BodyCollector collector = new BodyCollector(UNLIMITED);
		for (int i = 0; i < 100; i++) {
			collector.add(List.of(ByteBuffer.wrap(large), ByteBuffer.wrap(large, i, 7)));
		}
		ResponseBody body = collector.body();

		assertThat(body.length()).isEqualTo(100 * (8192 + 7));
		assertThat(body.buffers()).hasSize(200);
		byte[] bytes = body.bytes();
		assertThat(Arrays.copyOfRange(bytes, 99 * 8199 + 8192, 100 * 8199))
			.isEqualTo(Arrays.copyOfRange(large, 99, 106));
	}

	@Test
	void anEmptyBodyHasNoBytes() throws Exception {
		ResponseBody body = new BodyCollector(UNLIMITED).body();

		assertThat(body.length()).isZero();
		assertThat(body.bytes()).isEmpty();
		assertThat(body.firstByte((value) -> true)).isEqualTo(-1);
		assertThat(body.stream().read()).isEqualTo(-1);
		assertThat(body.stream().read(new byte[3], 0, 3)).isEqualTo(-1);
	}

	@Property
	void theBytesAreThoseOfTheBuffers(@ForAll @Size(max = 60) List<@IntRange(max = 9000) Integer> lengths,
			@ForAll long seed) throws Exception {
		Random random = new Random(seed);
		byte[] array = new byte[lengths.stream().mapToInt(Integer::intValue).sum()];
		random.nextBytes(array);
		BodyCollector collector = new BodyCollector(array.length);
		assertThat(collector.add(buffers(array, lengths))).isTrue();
		ResponseBody body = collector.body();

		assertThat(body.length()).isEqualTo(array.length);
		assertThat(body.bytes()).isEqualTo(array);
		assertThat(body.stream().readAllBytes()).isEqualTo(array);
		assertThat(readByParts(body.stream(), random)).isEqualTo(array);
		assertThat(new ResponseBody(body.buffers(), body.length()).bytes()).as("still there").isEqualTo(array);
		assertThat(body.firstByte((value) -> value > 0x7F)).isEqualTo(firstAbove7F(array));
	}

	@Property
	void aBodyBeyondTheLimitIsCut(@ForAll @Size(min = 1, max = 40) List<@IntRange(max = 5000) Integer> lengths,
			@ForAll @IntRange(max = 100_000) int limit) {
		byte[] array = bytes(lengths.stream().mapToInt(Integer::intValue).sum());
		BodyCollector collector = new BodyCollector(limit);

		assertThat(collector.add(buffers(array, lengths))).isEqualTo(array.length <= limit);
		assertThat(collector.body().bytes()).isEqualTo(Arrays.copyOf(array, Math.min(limit, array.length)));
	}

	private static List<ByteBuffer> buffers(byte[] array, List<Integer> lengths) {
		List<ByteBuffer> buffers = new ArrayList<>();
		int at = 0;
		for (int length : lengths) {
			buffers.add(ByteBuffer.wrap(array, at, length).asReadOnlyBuffer());
			at += length;
		}
		return buffers;
	}

	private static byte[] readByParts(InputStream stream, Random random) throws Exception {
		byte[] all = new byte[600_000];
		int size = 0;
		while (true) {
			if (random.nextInt(4) == 0) {
				int value = stream.read();
				if (value < 0) {
					return Arrays.copyOf(all, size);
				}
				all[size++] = (byte) value;
			}
			int count = stream.read(all, size, random.nextInt(3000));
			if (count < 0) {
				return Arrays.copyOf(all, size);
			}
			size += count;
		}
	}

	private static int firstAbove7F(byte[] array) {
		for (byte value : array) {
			if (value < 0) {
				return Byte.toUnsignedInt(value);
			}
		}
		return -1;
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) ('a' + i % 26);
		}
		return bytes;
	}

}
