package io.github.gigachat.spring.ai.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writing the bytes of a request, and sending them.
 */
class RequestBuffersTests {

	@Test
	void aShortBodyIsOneBufferOfItsSize() {
		Sending sending = Sending.of(written(random(500)), 1);

		assertThat(sending.buffers).singleElement().satisfies((buffer) -> {
			assertThat(buffer.capacity()).isEqualTo(500);
			assertThat(buffer.isDirect()).isFalse();
			assertThat(buffer.isReadOnly()).isTrue();
		});
		assertThat(sending.completions).isEqualTo(1);
	}

	@Test
	void aLongBodyHasLittleUnusedSpace() {
		RequestBuffers body = new RequestBuffers();
		byte[] part = random(8000);
		for (int i = 0; i < 130; i++) {
			body.write(part, 0, part.length);
		}
		Sending sending = Sending.of(body, Long.MAX_VALUE);

		assertThat(sending.buffers.stream().mapToInt(ByteBuffer::capacity).sum()).isLessThan(130 * 8000 + 16 * 1024);
		assertThat(sending.buffers).hasSizeLessThan(70);
	}

	@Property(tries = 300)
	void whatIsWrittenIsSentEachTime(@ForAll @Size(max = 30) List<@IntRange(max = 40_000) Integer> lengths,
			@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int demand) {
		Random random = new Random(seed);
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		RequestBuffers body = new RequestBuffers();
		for (int length : lengths) {
			byte[] bytes = new byte[length + 3];
			random.nextBytes(bytes);
			body.write(bytes, 2, length);
			expected.write(bytes, 2, length);
			body.write(bytes[0]);
			expected.write(bytes[0]);
		}

		assertThat(body.contentLength()).isEqualTo(expected.size());
		assertThat(body.bytes()).isEqualTo(expected.toByteArray());
		assertThat(Sending.of(body, demand).bytes()).isEqualTo(expected.toByteArray());
		assertThat(Sending.of(body, Long.MAX_VALUE).bytes()).as("again").isEqualTo(expected.toByteArray());
	}

	@Test
	void noMoreIsSentThanRequested() {
		Sending sending = new Sending(0);
		written(random(100_000)).subscribe(sending);
		assertThat(sending.buffers).isEmpty();

		sending.subscription.request(2);
		assertThat(sending.buffers).hasSize(2);

		sending.subscription.request(Long.MAX_VALUE);
		sending.subscription.request(Long.MAX_VALUE);
		assertThat(sending.bytes()).hasSize(100_000);
		assertThat(sending.completions).isEqualTo(1);
	}

	@Test
	void demandFromWithinADeliveryDoesNotRecur() {
		Sending sending = Sending.of(written(random(16 * 1024 * 1024)), 1);

		assertThat(sending.buffers).hasSizeGreaterThan(1000);
		assertThat(sending.deepest).isEqualTo(1);
		assertThat(sending.completions).isEqualTo(1);
	}

	@Test
	void nothingIsSentAfterACancel() {
		Sending sending = new Sending(0);
		written(random(100_000)).subscribe(sending);
		sending.subscription.request(1);

		sending.subscription.cancel();
		sending.subscription.request(5);

		assertThat(sending.buffers).hasSize(1);
		assertThat(sending.completions).isZero();
	}

	@Test
	void aDemandThatIsNotPositiveIsAnError() {
		Sending sending = new Sending(0);
		written(random(100_000)).subscribe(sending);

		sending.subscription.request(0);
		sending.subscription.request(1);

		assertThat(sending.failures).singleElement().isInstanceOf(IllegalArgumentException.class);
		assertThat(sending.buffers).isEmpty();
	}

	private static RequestBuffers written(byte[] bytes) {
		RequestBuffers body = new RequestBuffers();
		body.write(bytes, 0, bytes.length);
		return body;
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	/**
	 * Consumes each buffer, and requests more from within each delivery.
	 */
	private static final class Sending implements Flow.Subscriber<ByteBuffer> {

		private final long demand;

		private final List<ByteBuffer> buffers = new ArrayList<>();

		private final ByteArrayOutputStream received = new ByteArrayOutputStream();

		private final List<Throwable> failures = new ArrayList<>();

		private Flow.Subscription subscription;

		private int completions;

		private int depth;

		private int deepest;

		private Sending(long demand) {
			this.demand = demand;
		}

		private static Sending of(RequestBuffers body, long demand) {
			Sending sending = new Sending(demand);
			body.subscribe(sending);
			return sending;
		}

		private byte[] bytes() {
			return this.received.toByteArray();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			if (this.demand > 0) {
				subscription.request(this.demand);
			}
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.deepest = Math.max(this.deepest, ++this.depth);
			this.buffers.add(buffer);
			while (buffer.hasRemaining()) {
				this.received.write(buffer.get());
			}
			if (this.demand > 0) {
				this.subscription.request(this.demand);
			}
			this.depth--;
		}

		@Override
		public void onError(Throwable failure) {
			this.failures.add(failure);
		}

		@Override
		public void onComplete() {
			this.completions++;
		}

	}

}
