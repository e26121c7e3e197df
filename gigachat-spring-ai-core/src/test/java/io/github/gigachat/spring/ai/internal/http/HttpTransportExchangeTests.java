package io.github.gigachat.spring.ai.internal.http;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Blocking exchanges, and each way in which they fail.
 */
class HttpTransportExchangeTests extends TransportTest {

	private static final Duration SHORT = Duration.ofSeconds(1);

	@Test
	void answersWithStatusHeadersAndBody() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(201, "Application/JSON; charset=utf-8", "{\"текст\":\"привет\"}");
		});
		TransportResponse response = transport().exchange(post(server.uri("/chat?a=b")), CallScope.within(LONG));
		assertThat(response.head().status()).isEqualTo(201);
		assertThat(response.head().mediaType()).isEqualTo("application/json");
		assertThat(response.head().contentType()).isEqualTo("Application/JSON; charset=utf-8");
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{\"текст\":\"привет\"}");
		assertThat(server.requests()).singleElement()
			.asString()
			.startsWith("POST /chat?a=b HTTP/1.1\r\n")
			.contains("Content-Type: application/json\r\n", "Content-Length: 2\r\n")
			.doesNotContainIgnoringCase("upgrade")
			.endsWith("\r\n\r\n{}");
	}

	@Test
	void anErrorStatusIsAResponse() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(503, "text/plain", "later");
		});
		TransportResponse response = transport().exchange(post(server.uri("/")), CallScope.unlimited());
		assertThat(response.head().status()).isEqualTo(503);
		assertThat(response.body()).asString().isEqualTo("later");
	}

	@Test
	void aRedirectIsAResponse() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
		});
		TransportResponse response = transport().exchange(post(server.uri("/")), CallScope.unlimited());
		assertThat(response.head().status()).isEqualTo(307);
		assertThat(response.head().header("location")).isEqualTo("http://127.0.0.1:1/");
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aLongBodyOfUnknownLengthArrivesWhole() throws Exception {
		String line = "0123456789abcdef".repeat(4096);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			for (int i = 0; i < 20; i++) {
				connection.chunk(line);
			}
			connection.lastChunk();
		});
		TransportResponse response = transport().exchange(post(server.uri("/")), CallScope.unlimited());
		assertThat(response.body()).asString().isEqualTo(line.repeat(20));
	}

	@Test
	void aBodyInChunksOfOneByteArrivesWholeInFewBuffers() throws Exception {
		String text = "0123456789abcdef".repeat(1024);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			StringBuilder chunks = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			text.chars().forEach((character) -> chunks.append("1\r\n").append((char) character).append("\r\n"));
			connection.write(chunks.toString());
			connection.lastChunk();
		});
		TransportResponse response = transport().exchange(post(server.uri("/")), CallScope.unlimited());
		assertThat(response.body()).asString().isEqualTo(text);
		assertThat(response.content().buffers()).hasSizeLessThan(20);
	}

	@Test
	void aRefusedPortIsAFailureToConnectAndNotSentAgain() throws Exception {
		int port;
		try (ServerSocket unused = new ServerSocket(0)) {
			port = unused.getLocalPort();
		}
		TransportException failure = failure(transport(), URI.create("http://127.0.0.1:" + port + "/path?secret=1"),
				CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT);
		assertThat(failure)
			.hasMessage("POST http://127.0.0.1:" + port + "/path: no connection could be made, connection refused");
		assertThat(failure.getCause()).isNotNull();
		assertThat(failure.head()).isNull();
	}

	@Test
	void anUnknownHostIsAFailureToConnectOfItsOwnKind() {
		TransportException failure = failure(transport(), URI.create("http://no-such-host.invalid/"),
				CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.UNKNOWN_HOST);
		assertThat(failure).hasMessage("POST http://no-such-host.invalid/: no connection could be made, unknown host");
	}

	@Test
	void aResponseThatIsNotHttpIsAProtocolFailure() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
			connection.untilClientGone();
		});
		TransportException failure = failure(transport(), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.PROTOCOL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "", "0x10", "1, 2", "99999999999999999999" })
	void anInvalidContentLengthIsAProtocolFailure(String length) throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nabc");
		});
		TransportException failure = failure(transport(), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.PROTOCOL);
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aCloseWithinTheHeadIsAResetAndNotSentAgain() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
		});
		TransportException failure = failure(transport(), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.RESET);
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aShortBodyIsACut() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nX-Request-ID: 7\r\nContent-Length: 100\r\n\r\nabc");
		});
		TransportException failure = failure(transport(), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.CUT);
		assertThat(failure.head()).isNotNull().extracting((head) -> head.header("x-request-id")).isEqualTo("7");
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aResetInTheBodyIsACut() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").chunk("abc");
			connection.reset();
		});
		assertThat(failure(transport(), server.uri("/"), CallScope.unlimited()).kind())
			.isIn(TransportException.Kind.CUT, TransportException.Kind.RESET);
		assertThat(server.requests()).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void silenceBeforeTheHeadEndsTheExchangeAndTheConnection() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.untilClientGone();
		});
		TransportException failure = failure(transport(SHORT), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.SILENCE);
		assertThat(failure.head()).isNull();
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(server.requests()).hasSize(1);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void silenceWithinTheBodyEndsTheExchangeAndTheConnection() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
			connection.untilClientGone();
		});
		TransportException failure = failure(transport(SHORT), server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.SILENCE);
		assertThat(failure.head()).isNotNull();
		assertThat(failure).hasMessageContaining("after status 200");
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void theDeadlineOfTheCallEndsASilentExchange() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.untilClientGone();
		});
		CallScope scope = CallScope.within(SHORT);
		TransportException failure = failure(transport(), server.uri("/"), scope);
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.DEADLINE);
		assertThat(scope.isExpired()).isTrue();
		assertThat(scope.remaining()).isZero();
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void theDeadlineOfTheCallEndsASlowBody() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
			while (!Thread.currentThread().isInterrupted()) {
				connection.write("x");
			}
		});
		HttpTransport transport = closeLater(
				HttpTransport.builder().readTimeout(LONG).maxResponseSize(Integer.MAX_VALUE).build());
		assertThat(failure(transport, server.uri("/"), CallScope.within(SHORT)).kind())
			.isEqualTo(TransportException.Kind.DEADLINE);
	}

	@Test
	void anExpiredCallIsNotSent() throws Exception {
		RawServer server = serve((connection) -> connection.respond(200, "text/plain", ""));
		TransportException failure = failure(transport(), server.uri("/"), CallScope.within(Duration.ZERO));
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.DEADLINE);
		assertThat(server.connectionCount()).isZero();
	}

	@Test
	void anAnnouncedBodyBeyondTheLimitIsRefusedBeforeItArrives() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
			connection.untilClientGone();
		});
		HttpTransport transport = closeLater(HttpTransport.builder().maxResponseSize(1000).build());
		TransportException failure = failure(transport, server.uri("/"), CallScope.unlimited());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.TOO_LARGE);
		assertThat(failure.head()).isNotNull();
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void aBodyThatGrowsBeyondTheLimitIsRefused() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1001));
			connection.untilClientGone();
		});
		HttpTransport transport = closeLater(HttpTransport.builder().maxResponseSize(1000).build());
		assertThat(failure(transport, server.uri("/"), CallScope.unlimited()).kind())
			.isEqualTo(TransportException.Kind.TOO_LARGE);
		assertThat(server.awaitClientGone(0)).isTrue();
	}

	@Test
	void aBodyAsLongAsTheLimitIsAccepted() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "x".repeat(1000));
		});
		HttpTransport transport = closeLater(HttpTransport.builder().maxResponseSize(1000).build());
		assertThat(transport.exchange(post(server.uri("/")), CallScope.unlimited()).body()).hasSize(1000);
	}

	@Test
	void anInterruptEndsTheExchangeAndTheFlagStaysSet() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			arrived.countDown();
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		CompletableFuture<TransportException> failure = new CompletableFuture<>();
		CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			failure.complete(failure(transport, server.uri("/"), CallScope.within(LONG)));
			stillInterrupted.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
		caller.interrupt();
		assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(failure.join().kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
		assertThat(server.awaitClientGone(0)).isTrue();
		caller.join();
	}

	@Test
	void anInterruptedThreadSendsNothing() throws Exception {
		RawServer server = serve((connection) -> connection.respond(200, "text/plain", ""));
		HttpTransport transport = transport();
		Thread.currentThread().interrupt();
		TransportException failure = failure(transport, server.uri("/"), CallScope.unlimited());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
		assertThat(server.connectionCount()).isZero();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreNotLeftInterrupted() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.untilClientGone();
		});
		HttpTransport transport = transport(SHORT);
		List<Future<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			FutureTask<Boolean> call = new FutureTask<>(() -> {
				TransportException failure = failure(transport, server.uri("/"), CallScope.within(LONG));
				return failure.kind() == TransportException.Kind.SILENCE && !Thread.currentThread().isInterrupted();
			});
			calls.add(call);
			new VirtualThreadTaskExecutor().execute(call);
		}
		for (Future<Boolean> call : calls) {
			assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void closingEndsRunningExchangesAndRefusesNewOnes() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			arrived.countDown();
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		CompletableFuture<TransportException> running = CompletableFuture
			.supplyAsync(() -> failure(transport, server.uri("/"), CallScope.unlimited()));
		assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
		transport.close();
		assertThat(running.get(10, TimeUnit.SECONDS).kind()).isEqualTo(TransportException.Kind.CLOSED);
		assertThat(server.awaitClientGone(0)).isTrue();
		assertThat(failure(transport, server.uri("/"), CallScope.unlimited()).kind())
			.isEqualTo(TransportException.Kind.CLOSED);
		assertThat(server.connectionCount()).isEqualTo(1);
	}

	@Test
	void aHeaderThatCannotBeSentIsNamedWithoutItsValue() {
		HttpTransport transport = transport();
		TransportRequest request = new TransportRequest("GET", URI.create("http://127.0.0.1:1/"), "/",
				Map.of("X-Secret", "value\r\nInjected: 1"), null);
		assertThatIllegalArgumentException().isThrownBy(() -> transport.exchange(request, CallScope.unlimited()))
			.withMessageContaining("'X-Secret'")
			.withMessageNotContaining("Injected")
			.withNoCause();
	}

	@Test
	void aRequestDescribesItselfWithoutSecrets() {
		TransportRequest request = new TransportRequest("GET", URI.create("http://user:pw@host/path?key=1"), "/path",
				Map.of("Authorization", "Bearer token"), HttpRequest.BodyPublishers.ofString("body"));
		assertThat(request).hasToString("TransportRequest[GET http://host/path, headers=[Authorization]]");
	}

	private static TransportException failure(HttpTransport transport, URI uri, CallScope scope) {
		return catchThrowableOfType(TransportException.class, () -> transport.exchange(post(uri), scope));
	}

}
