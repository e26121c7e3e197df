package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What counts as an event, wherever the bytes are split.
 */
class EventDecoderTests {

	private static final int MAX = 10_000;

	static Stream<Arguments> streams() {
		return Stream.of(arguments("data: a\n\n", List.of("a")), arguments("data:a\n\n", List.of("a")),
				arguments("data:  a \n\n", List.of(" a ")), arguments("data: a\r\n\r\n", List.of("a")),
				arguments("data: a\r\rdata: b\r\r", List.of("a", "b")),
				arguments("data: a\r\n\ndata: b\n\r\n", List.of("a", "b")),
				arguments("\n\r\n\ndata: a\n\n\n\ndata: b\n\n", List.of("a", "b")),
				arguments("\uFEFFdata: a\n\n", List.of("a")), arguments("\uFEFF\ndata: a\n\n", List.of("a")),
				arguments(": hello\ndata: a\n: there\n\n:\n\n", List.of("a")),
				arguments("data: a\ndata: b\ndata:\ndata: c\n\n", List.of("a\nb\n\nc")),
				arguments("data: a\n: between\nid: 7\ndata: b\r\ndata\rdata:c\n\n", List.of("a\nb\n\nc")),
				arguments("event: x\ndata: a\n\ndata: b\n\n", List.of("x|a", "b")),
				arguments("data: a\nevent:x\n\nevent: y\ndata: b\n\nevent: x\ndata: c\n\n",
						List.of("x|a", "y|b", "x|c")),
				arguments("event: x\n\ndata: a\n\n", List.of("a")), arguments("event:\ndata: a\n\n", List.of("a")),
				arguments("data\n\ndata:\n\n", List.of()),
				arguments("id: 1\nretry: 10\nunknown\ndatabase: x\nDATA: x\n\n", List.of()),
				arguments("data: [DONE]\n", List.of("[DONE]")), arguments("data: a\n\ndata: {\"cut\":", List.of("a")),
				arguments("data: a\nda", List.of()), arguments("", List.of()),
				arguments("data: жизнь 世界 🙂\n\ndata: ещё\n\n", List.of("жизнь 世界 🙂", "ещё")));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void readsTheEventsOfASloppyServer(String stream, List<String> events) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		assertThat(decode(bytes, bytes.length)).isEqualTo(events);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void readsTheSameEventsAtAnySplit(String stream, List<String> events) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		assertThat(decode(bytes, 1)).isEqualTo(events);
		for (int split = 0; split <= bytes.length; split++) {
			Events decoded = new Events(MAX);
			decoded.feed(bytes, 0, split);
			decoded.feed(bytes, split, bytes.length - split);
			assertThat(decoded.end()).isEqualTo(events);
		}
	}

	@Test
	void readsAnyEventsInAnyPieces() {
		Random random = new Random(42);
		for (int round = 0; round < 200; round++) {
			List<String> events = new ArrayList<>();
			StringBuilder stream = new StringBuilder();
			String lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
			for (int event = 0; event < 1 + random.nextInt(30); event++) {
				String data = "e" + event + "ж".repeat(random.nextInt(400));
				String more = "🙂".repeat(random.nextInt(100));
				stream.append(": comment".repeat(random.nextInt(3))).append(lineEnd);
				stream.append("data: ").append(data).append(lineEnd).append("data:").append(more).append(lineEnd);
				stream.append(lineEnd);
				events.add(data + "\n" + more);
			}
			byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
			assertThat(decode(bytes, 1 + random.nextInt(3000))).isEqualTo(events);
		}
	}

	@Test
	void anEventAsLongAsTheLimitIsRead() {
		byte[] bytes = ("data: " + "x".repeat(MAX - 100) + "\n\n").getBytes(StandardCharsets.UTF_8);
		assertThat(decode(bytes, 7)).hasSize(1);
	}

	@Test
	void anEventBeyondTheLimitIsRefusedBeforeItEnds() {
		Events oneLine = new Events(MAX);
		assertThatExceptionOfType(BodyTooLargeException.class)
			.isThrownBy(() -> oneLine.repeat("data: " + "x".repeat(100), "x".repeat(100), 200));
		Events manyLines = new Events(MAX);
		assertThatExceptionOfType(BodyTooLargeException.class)
			.isThrownBy(() -> manyLines.repeat("", "data: " + "x".repeat(100) + "\n", 200));
	}

	@Test
	void commentsTakeNoMemory() {
		assertThatNoException().isThrownBy(() -> new Events(MAX).repeat("", ": still alive\n", 10_000));
		assertThatNoException()
			.isThrownBy(() -> new Events(MAX).repeat("data: a\n", ": still alive" + "!".repeat(100) + "\n", 10_000));
	}

	private static List<String> decode(byte[] bytes, int pieceLength) {
		Events events = new Events(MAX);
		for (int start = 0; start < bytes.length; start += pieceLength) {
			events.feed(bytes, start, Math.min(pieceLength, bytes.length - start));
		}
		return events.end();
	}

	/**
	 * Collects the events of one stream, as {@code name|data}.
	 */
	private static final class Events implements EventDecoder.Sink {

		private final List<String> events = new ArrayList<>();

		private final EventDecoder decoder;

		private Events(int max) {
			this.decoder = new EventDecoder(max, this);
		}

		void feed(byte[] bytes, int start, int length) {
			this.decoder.feed(ByteBuffer.wrap(bytes, start, length).asReadOnlyBuffer());
		}

		void repeat(String first, String next, int times) {
			byte[] bytes = first.getBytes(StandardCharsets.UTF_8);
			feed(bytes, 0, bytes.length);
			bytes = next.getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < times; i++) {
				feed(bytes, 0, bytes.length);
			}
		}

		List<String> end() {
			this.decoder.end();
			return this.events;
		}

		@Override
		public void event(@Nullable String name, byte[] data, int offset, int length) {
			String text = new String(data, offset, length, StandardCharsets.UTF_8);
			this.events.add((name != null) ? name + "|" + text : text);
		}

	}

}
