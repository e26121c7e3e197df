package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The one free repeat of a request whose connection was lost without a byte of response.
 */
class HttpTransportRepeatTests extends TransportTest {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@ParameterizedTest
	@EnumSource
	void aPooledConnectionThatTheServerClosedIsReplaced(Loss loss) throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "first");
			connection.readRequest();
			loss.of(connection);
		}, (connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "second");
			connection.untilClientGone();
		});
		HttpTransport transport = transport();
		CallScope scope = CallScope.within(LONG);
		assertThat(transport.exchange(post(server.uri("/")), CallScope.within(LONG)).body()).asString()
			.isEqualTo("first");
		assertThat(transport.exchange(post(server.uri("/")), scope).body()).asString().isEqualTo("second");
		assertThat(server.requests()).hasSize(3).allMatch((request) -> request.endsWith("\r\n\r\n{}"));
		assertThat(scope.takeFreeRepeat()).isFalse();
	}

	@Test
	void fiftyConnectionsClosedWhileIdleFailNoCall() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "ok");
		});
		HttpTransport transport = transport();
		for (int i = 0; i < 50; i++) {
			TransportResponse response = transport.exchange(post(server.uri("/")), CallScope.within(LONG));
			assertThat(response.body()).asString().isEqualTo("ok");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCallIsRepeatedOnceWithoutCounting(Loss loss) throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			loss.of(connection);
		});
		HttpTransport transport = transport();
		CallScope scope = CallScope.within(LONG);
		for (int attempt = 1; attempt <= 3; attempt++) {
			TransportException failure = catchThrowableOfType(TransportException.class,
					() -> transport.exchange(post(server.uri("/")), scope));
			assertThat(failure.kind()).isEqualTo(TransportException.Kind.RESET);
			assertThat(failure.head()).isNull();
			assertThat(server.requests()).hasSize(attempt + 1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aStreamIsRepeatedOnceWithoutCounting(Loss loss) throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			loss.of(connection);
		}, (connection) -> {
			connection.readRequest();
			connection.streamHead().write("data: a\n\ndata: done\n\n");
		}, (connection) -> {
			connection.readRequest();
			loss.of(connection);
		});
		HttpTransport transport = transport();
		CallScope scope = CallScope.unlimited();
		Lines lines = new Lines();
		StepVerifier.create(transport.stream(post(server.uri("/")), scope, lines))
			.expectNext("a", "done")
			.expectComplete()
			.verify(PATIENCE);
		StepVerifier.create(transport.stream(post(server.uri("/")), scope, lines))
			.expectError(Lines.Failed.class)
			.verify(PATIENCE);
		assertThat(lines.failure.join().kind()).isEqualTo(TransportException.Kind.RESET);
		assertThat(server.requests()).hasSize(3);
	}

	@Test
	void aRequestIsNotSentAgainIfTheServerTookLongerThanASecond() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			assertThat(never.await(1200, TimeUnit.MILLISECONDS)).isFalse();
		});
		HttpTransport transport = transport();
		TransportException failure = catchThrowableOfType(TransportException.class,
				() -> transport.exchange(post(server.uri("/")), CallScope.within(LONG)));
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.RESET);
		assertThat(server.requests()).hasSize(1);
	}

	@Test
	void aLongUploadDoesNotCountAsSilence() throws Exception {
		Duration silence = Duration.ofSeconds(2);
		int size = 40 * 1024 * 1024;
		RawServer server = serve((connection) -> {
			String head = connection.readRequestSlowly(Duration.ofSeconds(3));
			connection.respond(200, "text/plain", head.contains("Content-Length: " + size) ? "ok" : head);
			connection.untilClientGone();
		});
		TransportRequest request = new TransportRequest("POST", server.uri("/"), "/", Map.of(),
				HttpRequest.BodyPublishers.ofByteArray(new byte[size]));
		assertThat(transport(silence).exchange(request, CallScope.within(LONG)).body()).asString().isEqualTo("ok");
	}

	/**
	 * How a connection is lost.
	 */
	enum Loss {

		CLOSED {
			@Override
			void of(RawServer.Connection connection) {
				// It is closed behind the script.
			}
		},

		RESET {
			@Override
			void of(RawServer.Connection connection) throws IOException {
				connection.reset();
			}
		};

		abstract void of(RawServer.Connection connection) throws IOException;

	}

}
