package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streamed exchanges: what arrives, and what ends them.
 */
class HttpTransportStreamTests extends TransportTest {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Lines lines = new Lines();

	@Test
	void deliversTheEventsInOrderAndCompletes() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead()
				.chunk("data: один\n\n")
				.chunk("event: two\ndata: 2\n\ndata: done\n\n")
				.chunk("data: [DONE]\n\n")
				.lastChunk();
			connection.untilClientGone();
		});
		CallScope scope = CallScope.unlimited();
		StepVerifier.create(stream(transport(), server.uri("/chat"), scope))
			.expectNext("один", "two|2", "done")
			.expectComplete()
			.verify(PATIENCE);
		assertThat(scope.hasDelivered()).isTrue();
	}

	@Test
	void everySubscriptionIsAnExchange() throws Exception {
		RawServer server = serve((connection) -> {
			while (true) {
				connection.readRequest();
				connection.chunkedStreamHead().chunk("data: done\n\n").lastChunk();
			}
		});
		Flux<String> stream = stream(transport(), server.uri("/"), CallScope.unlimited());
		assertThat(server.requests()).isEmpty();
		StepVerifier.create(stream).expectNext("done").expectComplete().verify(PATIENCE);
		StepVerifier.create(stream).expectNext("done").expectComplete().verify(PATIENCE);
		assertThat(server.requests()).hasSize(2);
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void charactersSplitByteByByteArriveWhole() throws Exception {
		String text = "Привет, 世界 🙂!";
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.streamHead();
			for (byte next : ("data: " + text + "\r\n\r\ndata: done\n\n").getBytes(StandardCharsets.UTF_8)) {
				connection.write(new byte[] { next });
			}
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext(text, "done")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void completesWithTheClosingEventWithoutWaitingForTheBody() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: [DONE]\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectComplete()
			.verify(PATIENCE);
		// The body never ends, so its connection is given up.
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void aConnectionWhoseBodyEndsAfterTheClosingEventIsReused() throws Exception {
		CountDownLatch completed = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: [DONE]\n\n");
			completed.await();
			connection.chunk(": the end\n\n").lastChunk();
			connection.readRequest();
			connection.respond(200, "text/plain", "again");
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nanother");
		});
		HttpTransport transport = transport();
		StepVerifier.create(stream(transport, server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectComplete()
			.verify(PATIENCE);
		completed.countDown();
		// Until the last chunk is read, a request opens another connection.
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> new String(transport.exchange(post(server.uri("/")), CallScope.unlimited()).body(),
					StandardCharsets.UTF_8), "again"::equals);
	}

	@Test
	void anyOtherResponseIsRefusedWithItsBody() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(429, "application/json", "{\"message\":\"too many\"}");
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectErrorMessage("refused with 429")
			.verify(PATIENCE);
		assertThat(this.lines.refusal.join().body()).asString().isEqualTo("{\"message\":\"too many\"}");
	}

	@Test
	void aSuccessThatIsNotAnEventStreamIsRefused() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/html", "<html>");
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectErrorMessage("refused with 200")
			.verify(PATIENCE);
	}

	@Test
	void aRefusalKeepsTheFirstMegabyteOfAnEndlessBody() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 500 Oops\r\n\r\n");
			byte[] page = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
			while (true) {
				connection.write(page);
			}
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectErrorMessage("refused with 500")
			.verify(PATIENCE);
		assertThat(this.lines.refusal.join().body()).hasSize(1024 * 1024);
	}

	@Test
	void anInvalidContentLengthIsAProtocolFailure() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: x\r\n\r\n");
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectErrorMatches(ofKind(TransportException.Kind.PROTOCOL))
			.verify(PATIENCE);
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void theReaderDecidesOnAnEndWithoutATerminalEvent() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n").lastChunk();
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectErrorMessage("no terminal event")
			.verify(PATIENCE);
	}

	@Test
	void aCutIsReportedAfterTheDeliveredEvents() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: b\n\ndata: c");
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext("a", "b")
			.expectErrorMatches(ofKind(TransportException.Kind.CUT))
			.verify(PATIENCE);
		assertThat(this.lines.failure.join().head()).isNotNull();
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aFailureAfterTheTerminalEventIsIgnored() throws Exception {
		for (RawServer.Script failure : List.<RawServer.Script>of((connection) -> {
		}, RawServer.Connection::reset, RawServer.Connection::untilClientGone,
				(connection) -> connection.chunk("data: bad\n\n").untilClientGone())) {
			RawServer server = serve((connection) -> {
				connection.readRequest();
				connection.chunkedStreamHead().chunk("data: a\n\ndata: done\n\n");
				failure.serve(connection);
			});
			StepVerifier.create(stream(transport(SHORT), server.uri("/"), CallScope.unlimited()))
				.expectNext("a", "done")
				.expectComplete()
				.verify(PATIENCE);
		}
	}

	@Test
	void theWaitAfterTheTerminalEventIsShorterThanTheReadTimeout() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: done\n\n");
			done.await();
			connection.chunk("data: usage\n\n");
			connection.untilClientGone();
		});
		Flux<String> stream = stream(transport(Duration.ofMinutes(10)), server.uri("/"), CallScope.unlimited());
		StepVerifier.create(stream)
			.expectNext("a", "done")
			.then(done::countDown)
			.expectNext("usage")
			.expectComplete()
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void aMalformedEventEndsTheStreamAfterTheEventsBeforeIt() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: bad\n\ndata: b\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectErrorMessage("malformed")
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void silenceBeforeTheHeadEndsTheStreamAndTheConnection() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(SHORT), server.uri("/"), CallScope.unlimited()))
			.expectErrorMatches(ofKind(TransportException.Kind.SILENCE))
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void silenceBetweenEventsEndsTheStreamAndTheConnection() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(SHORT), server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectErrorMatches(ofKind(TransportException.Kind.SILENCE))
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void commentsDoNotCountAsSilence() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			for (int beat = 0; beat < 80; beat++) {
				connection.chunk(":\n\n");
				assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
			}
			connection.chunk("data: done\n\n").lastChunk();
		});
		StepVerifier.create(stream(transport(SHORT), server.uri("/"), CallScope.unlimited()))
			.expectNext("done")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void aSlowSubscriberDoesNotCountAsSilence() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n").chunk("data: done\n\n").lastChunk();
			connection.untilClientGone();
		});
		// Nothing but time can show that no timer goes off.
		Flux<String> slow = stream(transport(SHORT), server.uri("/"), CallScope.unlimited())
			.delayElements(Duration.ofMillis(1500));
		StepVerifier.create(slow).expectNext("a", "done").expectComplete().verify(PATIENCE);
	}

	@Test
	void theDeadlineOfTheCallEndsAStream() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.within(SHORT)))
			.expectNext("a")
			.expectErrorMatches(ofKind(TransportException.Kind.DEADLINE))
			.verify(PATIENCE);
	}

	@Test
	void anOverflowEndsTheStreamAfterTheBufferedEvents() throws Exception {
		String kilobyte = "x".repeat(1000);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			for (int i = 0; i < 20; i++) {
				connection.chunk("data: " + kilobyte + "\n\n");
			}
			connection.untilClientGone();
		});
		HttpTransport transport = closeLater(HttpTransport.builder().maxBufferedBytes(10_000).build());
		StepVerifier.create(stream(transport, server.uri("/"), CallScope.unlimited()), 0)
			.then(() -> assertThat(gone(server)).isTrue())
			.thenRequest(100)
			.expectNextCount(10)
			.expectErrorMatches(ofKind(TransportException.Kind.OVERFLOW))
			.verify(PATIENCE);
	}

	@Test
	void demandHoldsBackTheDeliveryButNotTheConnection() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			for (int i = 0; i < 2000; i++) {
				connection.chunk("data: " + "x".repeat(1000) + i + "\n\n");
			}
			connection.chunk("data: done\n\n").lastChunk();
			sent.countDown();
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()), 0)
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(await(sent)).isTrue())
			.thenRequest(1999)
			.expectNextCount(1999)
			.thenRequest(1)
			.expectNext("done")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void anEventBeyondTheLimitEndsTheStream() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: " + "x".repeat(10_001));
			connection.untilClientGone();
		});
		HttpTransport transport = closeLater(HttpTransport.builder().maxResponseSize(10_000).build());
		StepVerifier.create(stream(transport, server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.expectErrorMatches(ofKind(TransportException.Kind.TOO_LARGE))
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void cancellingBeforeTheHeadClosesTheConnection() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			arrived.countDown();
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.then(() -> assertThat(await(arrived)).isTrue())
			.thenCancel()
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(this.lines.failure).isNotDone();
	}

	@Test
	void cancellingWithinTheRequestClosesTheConnection() throws Exception {
		RequestBuffers body = new RequestBuffers();
		body.write(new byte[40 * 1024 * 1024], 0, 40 * 1024 * 1024);
		CountDownLatch begun = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.awaitSomething();
			begun.countDown();
			connection.untilClientGone();
		});
		TransportRequest request = new TransportRequest("POST", server.uri("/"), "/", Map.of(), body);
		StepVerifier.create(transport().stream(request, CallScope.unlimited(), this.lines))
			.then(() -> assertThat(await(begun)).isTrue())
			.thenCancel()
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(this.lines.failure).isNotDone();
	}

	@Test
	void cancellingWithinTheBodyClosesTheConnection() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(stream(transport(), server.uri("/"), CallScope.unlimited()))
			.expectNext("a")
			.thenCancel()
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(this.lines.failure).isNotDone();
	}

	@Test
	void cancellingWhileSubscribingSendsNothing() throws Exception {
		RawServer server = serve((connection) -> connection.respond(200, "text/plain", ""));
		BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				cancel();
			}
		};
		stream(transport(), server.uri("/"), CallScope.unlimited()).subscribe(subscriber);
		assertThat(subscriber.isDisposed()).isTrue();
		assertThat(server.connectionCount()).isZero();
	}

	@Test
	void cancellingAtAnyTimeLeavesNothingBehind() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			for (int i = 0; i < 50; i++) {
				connection.chunk("data: " + i + "\n\n");
			}
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		for (int after = 0; after < 50; after++) {
			List<String> taken = stream(transport, server.uri("/"), CallScope.unlimited()).take(after)
				.collectList()
				.block(PATIENCE);
			assertThat(taken).hasSize(after);
		}
		for (int i = 0; i < server.connectionCount(); i++) {
			assertThat(server.awaitClientGone(i)).isTrue();
		}
	}

	@Test
	void aSubscriberMayRequestAndCancelWithinOnNext() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			connection.chunk("data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n");
			connection.untilClientGone();
		});
		List<String> taken = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch three = new CountDownLatch(3);
		stream(transport(), server.uri("/"), CallScope.unlimited()).subscribe(new BaseSubscriber<>() {
			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(1);
			}

			@Override
			protected void hookOnNext(String value) {
				taken.add(value);
				if (taken.size() == 3) {
					cancel();
				}
				else {
					request(1);
				}
				three.countDown();
			}
		});
		assertThat(await(three)).isTrue();
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(taken).containsExactly("1", "2", "3");
	}

	@Test
	void aRequestOfZeroElementsIsAnError() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.untilClientGone();
		});
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		stream(transport(), server.uri("/"), CallScope.unlimited()).subscribe(new CoreSubscriber<>() {
			@Override
			public void onSubscribe(Subscription subscription) {
				subscription.request(0);
			}

			@Override
			public void onNext(String value) {
			}

			@Override
			public void onError(Throwable ex) {
				failure.complete(ex);
			}

			@Override
			public void onComplete() {
			}
		});
		assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("at least one");
		assertThat(server.connectionCount()).isZero();
	}

	@Test
	void closingEndsOpenStreamsAndRefusesNewOnes() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		Flux<String> stream = stream(transport, server.uri("/"), CallScope.unlimited());
		StepVerifier.create(stream)
			.expectNext("a")
			.then(transport::close)
			.expectErrorMatches(ofKind(TransportException.Kind.CLOSED))
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
		StepVerifier.create(stream).expectErrorMatches(ofKind(TransportException.Kind.CLOSED)).verify(PATIENCE);
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void aHeaderThatCannotBeSentFailsTheStream() {
		TransportRequest request = new TransportRequest("GET", URI.create("http://127.0.0.1:1/"), "/",
				Map.of("X-Secret", "зн"), null);
		StepVerifier.create(transport().stream(request, CallScope.unlimited(), this.lines))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("X-Secret"))
			.verify(PATIENCE);
	}

	@Test
	void aFailureToSendIsReportedOnAnotherThread() throws Exception {
		HttpClient client = HttpClient.newBuilder().executor((task) -> {
			throw new RejectedExecutionException("full");
		}).build();
		HttpTransport transport = closeLater(HttpTransport.builder().httpClient(client).build());
		CompletableFuture<Thread> failedOn = new CompletableFuture<>();
		stream(transport, URI.create("http://127.0.0.1:1/"), CallScope.unlimited())
			.doOnError((failure) -> failedOn.complete(Thread.currentThread()))
			.onErrorComplete()
			.subscribe();
		assertThat(failedOn.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
	}

	@Test
	void aFailingHandlerFailsTheStream() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead();
			connection.untilClientGone();
		});
		StreamHandler<String> broken = new StreamHandler<>() {
			@Override
			public StreamReader<String> open(ResponseHead head) {
				throw new IllegalStateException("cannot open");
			}

			@Override
			public Throwable refused(TransportResponse response) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
				throw new UnsupportedOperationException();
			}
		};
		StepVerifier.create(transport().stream(post(server.uri("/")), CallScope.unlimited(), broken))
			.expectErrorMessage("cannot open")
			.verify(PATIENCE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void aBlockedSubscriberDoesNotDelayOthers() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\ndata: done\n\n").lastChunk();
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Consumer<String> block = (value) -> {
			blocked.countDown();
			await(release);
		};
		try {
			stream(transport, server.uri("/"), CallScope.unlimited()).onErrorComplete().subscribe(block);
			assertThat(await(blocked)).isTrue();
			StepVerifier.create(stream(transport, server.uri("/"), CallScope.unlimited()))
				.expectNext("a", "done")
				.expectComplete()
				.verify(PATIENCE);
		}
		finally {
			release.countDown();
		}
	}

	private Flux<String> stream(HttpTransport transport, URI uri, CallScope scope) {
		return transport.stream(post(uri), scope, this.lines);
	}

	private static Predicate<Throwable> ofKind(TransportException.Kind kind) {
		return (failure) -> failure instanceof Lines.Failed failed && failed.kind() == kind;
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static boolean gone(RawServer server) {
		try {
			return server.awaitClientGone(0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
