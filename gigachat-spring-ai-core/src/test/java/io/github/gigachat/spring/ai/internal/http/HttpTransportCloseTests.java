package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the client when the transport is closed.
 */
class HttpTransportCloseTests extends TransportTest {

	@Test
	void aGivenClientStaysOpen() throws Exception {
		RawServer server = serve((connection) -> {
			while (true) {
				connection.readRequest();
				connection.respond(200, "text/plain", "ok");
			}
		});
		HttpClient client = HttpClients.create(LONG, null);
		HttpTransport.builder().httpClient(client).build().close();
		HttpRequest request = HttpRequest.newBuilder(server.uri("/")).version(HttpClient.Version.HTTP_1_1).build();
		assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("ok");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void anOwnClientIsClosedEvenWithAStreamThatNobodyReads() throws Exception {
		CountDownLatch streaming = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			streaming.countDown();
			connection.untilClientGone();
		});
		HttpClient client = HttpClients.create(LONG, null);
		HttpTransport transport = closeLater(HttpTransport.builder().httpClient(client).closeClient(true).build());
		Disposable unread = transport.stream(post(server.uri("/")), CallScope.unlimited(), new Lines())
			.onErrorComplete()
			.subscribe();
		assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture.runAsync(transport::close).get(10, TimeUnit.SECONDS);
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> (Boolean) HttpClient.class.getMethod("isTerminated").invoke(client));
		Awaitility.await().until(unread::isDisposed);
	}

	@Test
	void closingTwiceIsHarmless() {
		HttpTransport transport = transport();
		transport.close();
		transport.close();
	}

}
