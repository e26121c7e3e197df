package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.spring.ai.internal.tls.TlsContexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is different over TLS with HTTP/2.
 */
class HttpTransportHttp2Tests extends TransportTest {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static ServerIdentity identity;

	private final Lines lines = new Lines();

	@BeforeAll
	static void makeIdentity(@TempDir Path folder) throws Exception {
		identity = ServerIdentity.ofLoopback(folder);
	}

	@Test
	void callsShareAConnection() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> stream.respond("answer " + request));
		HttpTransport transport = tlsTransport(LONG);
		for (int i = 0; i < 3; i++) {
			assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
				.isEqualTo("answer " + i);
		}
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void aStreamDeliversItsEventsAsTheyCome() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		RawHttp2Server server = serve(100, (stream, request) -> {
			stream.head("text/event-stream").data("data: при").data("вет\n\n");
			first.await();
			stream.data("data: done\n\n").end();
		});
		StepVerifier.create(tlsTransport(LONG).stream(post(server.uri("/")), CallScope.unlimited(), this.lines))
			.expectNext("привет")
			.then(first::countDown)
			.expectNext("done")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void cancellingResetsTheStreamAndKeepsTheConnection() throws Exception {
		CompletableFuture<Boolean> reset = new CompletableFuture<>();
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request == 0) {
				stream.head("text/event-stream").data("data: a\n\n");
				reset.complete(stream.awaitReset());
			}
			else {
				stream.respond("next");
			}
		});
		HttpTransport transport = tlsTransport(LONG);
		StepVerifier.create(transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines))
			.expectNext("a")
			.thenCancel()
			.verify(PATIENCE);
		assertThat(reset.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("next");
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void silenceResetsTheStream() throws Exception {
		List<CompletableFuture<Boolean>> resets = List.of(new CompletableFuture<>(), new CompletableFuture<>(),
				new CompletableFuture<>());
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request > 0) {
				stream.head("text/event-stream").data("data: a\n\n");
			}
			resets.get(request).complete(stream.awaitReset());
		});
		// the silence includes the TLS handshake of the first request
		HttpTransport transport = tlsTransport(Duration.ofSeconds(2));
		for (int elements = 0; elements <= 1; elements++) {
			StepVerifier.create(transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines))
				.expectNextCount(elements)
				.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(Lines.Failed.class)
					.extracting("kind")
					.isEqualTo(TransportException.Kind.SILENCE))
				.verify(PATIENCE);
		}
		assertThat(failure(transport, server, CallScope.within(LONG)).kind())
			.isEqualTo(TransportException.Kind.SILENCE);
		for (CompletableFuture<Boolean> reset : resets) {
			assertThat(reset.get(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void aStreamThatTheServerResetsIsCut() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> {
			stream.head("text/event-stream").data("data: a\n\n");
			stream.resetWith(2);
		});
		StepVerifier
			.create(tlsTransport(LONG).stream(post(server.uri("/")), CallScope.unlimited(), this.lines)
				.ignoreElements())
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(Lines.Failed.class)
				.extracting("kind")
				.isIn(TransportException.Kind.CUT, TransportException.Kind.RESET))
			.verify(PATIENCE);
		assertThat(server.requestCount()).isEqualTo(1);
	}

	@Test
	void aConnectionClosedWithoutAnswerIsReplacedOnce() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request == 1) {
				stream.closeConnection();
			}
			else {
				stream.respond("answer " + request);
			}
		});
		HttpTransport transport = tlsTransport(LONG);
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("answer 0");
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("answer 2");
		assertThat(server.connectionCount()).isEqualTo(2);
	}

	@Test
	void aStreamThatTheServerDidNotProcessIsSentAgainUncounted() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request < 4) {
				stream.resetWith(RawHttp2Server.REFUSED_STREAM);
			}
			else {
				stream.respond("at last");
			}
		});
		CallScope scope = CallScope.within(LONG);
		assertThat(tlsTransport(LONG).exchange(post(server.uri("/")), scope).body()).asString().isEqualTo("at last");
		assertThat(server.requestCount()).isEqualTo(5);
		assertThat(scope.takeFreeRepeat()).isTrue();
	}

	@Test
	void aServerThatRefusesEveryStreamIsBusy() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> stream.resetWith(RawHttp2Server.REFUSED_STREAM));
		HttpTransport transport = closeLater(
				HttpTransport.builder().httpClient(client()).closeClient(true).acquireTimeout(SHORT).build());
		assertThat(failure(transport, server, CallScope.within(LONG)).kind()).isEqualTo(TransportException.Kind.BUSY);
		StepVerifier.create(transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(Lines.Failed.class)
				.extracting("kind")
				.isEqualTo(TransportException.Kind.BUSY))
			.verify(PATIENCE);
	}

	@Test
	void aRequestIsSentAgainAfterAGoawayThatDidNotCoverIt() throws Exception {
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request == 1) {
				stream.goAway(stream.id() - 2).closeConnection();
			}
			else {
				stream.respond("answer " + request);
			}
		});
		HttpTransport transport = tlsTransport(LONG);
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("answer 0");
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("answer 2");
	}

	@Test
	void callsBeyondTheServersLimitWaitForRoom() throws Exception {
		RawHttp2Server server = serve(5, (stream, request) -> stream.respond("ok"));
		HttpTransport transport = tlsTransport(LONG);
		// One call first: what the server allows is known once its settings have come.
		transport.exchange(post(server.uri("/")), CallScope.within(LONG));
		ExecutorService callers = Executors.newFixedThreadPool(60);
		try {
			List<CompletableFuture<byte[]>> calls = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				calls.add(CompletableFuture.supplyAsync(
						() -> transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body(), callers));
			}
			for (CompletableFuture<byte[]> call : calls) {
				assertThat(call.get(20, TimeUnit.SECONDS)).asString().isEqualTo("ok");
			}
		}
		finally {
			callers.shutdownNow();
		}
		assertThat(server.mostRunning()).isLessThanOrEqualTo(5);
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void streamsBeyondTheServersLimitWaitForRoomWithoutAThread() throws Exception {
		CountDownLatch full = new CountDownLatch(5);
		CountDownLatch go = new CountDownLatch(1);
		RawHttp2Server server = serve(5, (stream, request) -> {
			if (request > 0) {
				full.countDown();
				go.await();
			}
			stream.head("text/event-stream").data("data: done\n\n").end();
		});
		HttpTransport transport = tlsTransport(LONG);
		Mono<List<String>> one = transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines)
			.collectList();
		assertThat(one.block(PATIENCE)).containsExactly("done");
		Mono<List<String>> many = Flux.range(0, 40)
			.flatMap((index) -> transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines), 40)
			.collectList();
		CompletableFuture<@Nullable List<String>> result = many.toFuture();
		assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
		go.countDown();
		assertThat(result.get(20, TimeUnit.SECONDS)).hasSize(40).containsOnly("done");
		assertThat(server.mostRunning()).isLessThanOrEqualTo(5);
	}

	@Test
	void aRefusedStreamSetsNoLimit() throws Exception {
		int streams = 2 * OriginLimit.FLOOR;
		CountDownLatch full = new CountDownLatch(streams);
		CountDownLatch go = new CountDownLatch(1);
		RawHttp2Server server = serve(100, (stream, request) -> {
			if (request == 1) {
				stream.resetWith(RawHttp2Server.REFUSED_STREAM);
				return;
			}
			stream.head("text/event-stream").data("data: a\n\n");
			full.countDown();
			go.await();
			stream.data("data: done\n\n").end();
		});
		HttpTransport transport = closeLater(
				HttpTransport.builder().httpClient(client()).closeClient(true).acquireTimeout(SHORT).build());
		Flux<String> stream = transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines);
		CountDownLatch connected = new CountDownLatch(1);
		List<CompletableFuture<@Nullable List<String>>> results = new ArrayList<>();
		results.add(stream.doOnNext((event) -> connected.countDown()).collectList().toFuture());
		assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 1; i < streams; i++) {
			results.add(stream.collectList().toFuture());
		}
		assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
		go.countDown();
		for (CompletableFuture<@Nullable List<String>> result : results) {
			assertThat(result.get(10, TimeUnit.SECONDS)).containsExactly("a", "done");
		}
	}

	@Test
	void aStreamThatWaitsForRoomCanBeCancelled() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		CountDownLatch busy = new CountDownLatch(1);
		RawHttp2Server server = serve(1, (stream, request) -> {
			if (request == 1) {
				busy.countDown();
				go.await();
			}
			stream.head("text/event-stream").data("data: done\n\n").end();
		});
		HttpTransport transport = tlsTransport(LONG);
		Flux<String> stream = transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines);
		assertThat(stream.collectList().block(PATIENCE)).containsExactly("done");
		CompletableFuture<@Nullable List<String>> first = stream.collectList().toFuture();
		assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
		StepVerifier.create(stream).expectSubscription().thenCancel().verify(PATIENCE);
		go.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).containsExactly("done");
		assertThat(stream.collectList().block(PATIENCE)).containsExactly("done");
	}

	@Test
	void aHundredCancelledStreamsLeaveTheConnectionUsable() throws Exception {
		String event = "data: " + "x".repeat(16_000) + "\n\n";
		RawHttp2Server server = serve(100, (stream, request) -> {
			stream.head("text/event-stream");
			for (int i = 0; i < 32; i++) {
				stream.data(event);
			}
			stream.data("data: done\n\n").end();
		});
		HttpTransport transport = tlsTransport(Duration.ofSeconds(5));
		Flux<String> stream = transport.stream(post(server.uri("/")), CallScope.unlimited(), this.lines);
		for (int i = 0; i < 100; i++) {
			assertThat(stream.take(1).collectList().block(PATIENCE)).hasSize(1);
		}
		assertThat(stream.collectList().block(PATIENCE)).hasSize(33);
	}

	private RawHttp2Server serve(int maxConcurrentStreams, RawHttp2Server.Script script) throws Exception {
		return closeLater(RawHttp2Server.start(identity, maxConcurrentStreams, script));
	}

	private HttpTransport tlsTransport(Duration readTimeout) throws Exception {
		return closeLater(
				HttpTransport.builder().httpClient(client()).closeClient(true).readTimeout(readTimeout).build());
	}

	private static HttpClient client() throws Exception {
		return HttpClients.create(LONG, TlsContexts.builder().trustAlso(identity.certificates()).build());
	}

	private static TransportException failure(HttpTransport transport, RawHttp2Server server, CallScope scope) {
		return catchThrowableOfType(TransportException.class, () -> transport.exchange(post(server.uri("/")), scope));
	}

}
