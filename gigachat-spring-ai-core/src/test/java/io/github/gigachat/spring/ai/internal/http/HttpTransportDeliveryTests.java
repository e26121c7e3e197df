package io.github.gigachat.spring.ai.internal.http;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the delivery of events that the server sent with one write.
 */
class HttpTransportDeliveryTests extends TransportTest {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int BUFFER = 2000;

	private static final String KILOBYTE = "x".repeat(1000);

	private final Lines lines = new Lines();

	@Test
	void theEventsOfOneReadAreDeliveredTogether() throws Exception {
		List<String> order = new CopyOnWriteArrayList<>();
		StreamHandler<String> recording = recording(order);
		RawServer server = serveAtOnce("data: 1\n\ndata: 2\n\ndata: done\n\ndata: [DONE]\n\n");
		StepVerifier
			.create(transport().stream(post(server.uri("/")), CallScope.unlimited(), recording)
				.doOnNext((value) -> order.add("got " + value)))
			.expectNextCount(3)
			.expectComplete()
			.verify(PATIENCE);
		assertThat(order).containsExactly("read 1", "read 2", "read done", "read [DONE]", "got 1", "got 2", "got done");
	}

	@Test
	void aFailureSeesTheDeliveryOfTheEventsBeforeIt() throws Exception {
		RawServer server = serveAtOnce("data: a\n\ndata: bad\n\n");
		CallScope scope = CallScope.unlimited();
		CompletableFuture<Boolean> delivered = new CompletableFuture<>();
		Flux<String> stream = stream(transport(), server, scope)
			.doOnError((failure) -> delivered.complete(scope.hasDelivered()));
		StepVerifier.create(stream).expectNext("a").expectErrorMessage("malformed").verify(PATIENCE);
		assertThat(delivered.get(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void moreThanTheBufferHoldsIsDeliveredToUnlimitedDemand() throws Exception {
		RawServer server = serveAtOnce(events(10) + "data: done\n\n");
		StepVerifier.create(stream(withSmallBuffer(), server, CallScope.unlimited()))
			.expectNextCount(10)
			.expectNext("done")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void moreThanTheBufferHoldsIsAnOverflowWithoutDemand() throws Exception {
		RawServer server = serveAtOnce(events(10) + "data: done\n\n");
		StepVerifier.create(stream(withSmallBuffer(), server, CallScope.unlimited()), 0)
			.then(() -> this.lines.failure.orTimeout(10, TimeUnit.SECONDS).join())
			.thenRequest(100)
			.expectNext(KILOBYTE + 0, KILOBYTE + 1)
			.expectErrorMatches((failure) -> failure instanceof Lines.Failed failed
					&& failed.kind() == TransportException.Kind.OVERFLOW)
			.verify(PATIENCE);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anOpenConnectionKeepsNoSubscriberOfAnEndedStream(boolean complete) throws Exception {
		String event = "data: " + (complete ? "done" : "1") + "\n\n";
		RawServer server = serve((connection) -> {
			for (int i = 0; i < 2; i++) {
				connection.readRequest();
				connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
						+ event.length() + "\r\n\r\n" + event);
			}
			connection.readRequest();
		});
		Flux<String> stream = stream(transport(), server, CallScope.unlimited());
		WeakReference<Object> kept = subscriberOf(stream, complete);
		await().atMost(PATIENCE).untilAsserted(() -> {
			System.gc();
			assertThat(kept.get()).isNull();
		});
		subscriberOf(stream, complete);
		assertThat(server.connectionCount()).isOne();
	}

	/** Reads a stream with an object that only its subscriber refers to. */
	private static WeakReference<Object> subscriberOf(Flux<String> stream, boolean complete) {
		Object own = new Object();
		StepVerifier.Step<String> first = StepVerifier.create(stream.doOnNext((value) -> assertThat(own).isNotNull()))
			.expectNextCount(1);
		(complete ? first.expectComplete() : first.expectErrorMessage("no terminal event")).verify(PATIENCE);
		return new WeakReference<>(own);
	}

	private static String events(int count) {
		StringBuilder events = new StringBuilder();
		for (int i = 0; i < count; i++) {
			events.append("data: ").append(KILOBYTE).append(i).append("\n\n");
		}
		return events.toString();
	}

	private RawServer serveAtOnce(String events) throws Exception {
		return serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events);
		});
	}

	private HttpTransport withSmallBuffer() {
		return closeLater(HttpTransport.builder().maxBufferedBytes(BUFFER + 2).build());
	}

	private Flux<String> stream(HttpTransport transport, RawServer server, CallScope scope) {
		return transport.stream(post(server.uri("/")), scope, this.lines);
	}

	/** Returns a handler that records when each event is read. */
	private StreamHandler<String> recording(List<String> order) {
		return new StreamHandler<>() {
			@Override
			public StreamReader<String> open(ResponseHead head) {
				return new RecordingReader(HttpTransportDeliveryTests.this.lines.open(head), order);
			}

			@Override
			public Throwable refused(TransportResponse response) {
				return HttpTransportDeliveryTests.this.lines.refused(response);
			}

			@Override
			public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
				return HttpTransportDeliveryTests.this.lines.failed(failure, head);
			}
		};
	}

	/**
	 * Records each event before another reader decodes it.
	 */
	private record RecordingReader(StreamReader<String> reader, List<String> order) implements StreamReader<String> {

		@Override
		public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
				Consumer<? super String> out) {
			this.order.add("read " + new String(data, offset, length, StandardCharsets.UTF_8));
			this.reader.onEvent(eventName, data, offset, length, out);
		}

		@Override
		public void onEnd(Consumer<? super String> out) {
			this.reader.onEnd(out);
		}

		@Override
		public boolean isComplete() {
			return this.reader.isComplete();
		}

		@Override
		public boolean isClosed() {
			return this.reader.isClosed();
		}

	}

}
