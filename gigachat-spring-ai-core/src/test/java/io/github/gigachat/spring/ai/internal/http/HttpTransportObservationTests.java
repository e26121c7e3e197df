package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is observed and logged of an exchange.
 */
class HttpTransportObservationTests extends TransportTest {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String NAME = "http.client.requests";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void aCallIsObservedWithSpringsKeys() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "ok");
		});
		Observation parent = Observation.start("parent", this.registry);
		parent.scoped(() -> observed().exchange(files(server), CallScope.within(LONG)));
		parent.stop();
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStarted()
			.hasBeenStopped()
			.hasContextualNameEqualTo("http get")
			.hasParentObservationEqualTo(parent)
			.hasLowCardinalityKeyValue("client.name", "127.0.0.1")
			.hasLowCardinalityKeyValue("exception", "none")
			.hasLowCardinalityKeyValue("method", "GET")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasLowCardinalityKeyValue("status", "200")
			.hasLowCardinalityKeyValue("uri", "/files/{id}")
			.hasHighCardinalityKeyValue("http.url", server.uri("/files/7").toString());
	}

	@Test
	void aFailedCallIsObservedWithItsException() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.write("SSH-2.0-x\r\n\r\n");
		});
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> observed().exchange(files(server), CallScope.within(LONG)));
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo(NAME, 1)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasError()
			.hasLowCardinalityKeyValue("exception", "TransportException")
			.hasLowCardinalityKeyValue("outcome", "UNKNOWN")
			.hasLowCardinalityKeyValue("status", "CLIENT_ERROR");
	}

	@Test
	void aStreamIsObservedToItsEndBelowTheObservationOfItsSubscriber() throws Exception {
		CountDownLatch rest = new CountDownLatch(1);
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			rest.await();
			connection.chunk("data: done\n\n").lastChunk();
			connection.untilClientGone();
		});
		Observation parent = Observation.start("parent", this.registry);
		Flux<String> stream = observed().stream(files(server), CallScope.unlimited(), new Lines())
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent));
		StepVerifier.create(stream)
			.expectNext("a")
			.then(() -> assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
				.that()
				.hasBeenStarted()
				.isNotStopped())
			.then(rest::countDown)
			.expectNext("done")
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.doesNotHaveError()
			.hasParentObservationEqualTo(parent)
			.hasLowCardinalityKeyValue("status", "200");
	}

	@Test
	void aCancelledStreamEndsItsObservationWithoutError() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
			connection.untilClientGone();
		});
		StepVerifier.create(observed().stream(files(server), CallScope.unlimited(), new Lines()))
			.expectNext("a")
			.thenCancel()
			.verify(PATIENCE);
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.doesNotHaveError()
			.hasLowCardinalityKeyValue("outcome", "SUCCESS");
	}

	@Test
	void aCutStreamEndsItsObservationWithTheError() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.chunkedStreamHead().chunk("data: a\n\n");
		});
		StepVerifier.create(observed().stream(files(server), CallScope.unlimited(), new Lines()))
			.expectNext("a")
			.expectError()
			.verify(PATIENCE);
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasError()
			.hasLowCardinalityKeyValue("status", "200");
	}

	@Test
	void traceHeadersAreSent() throws Exception {
		this.registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
			@Override
			public void onStart(Observation.Context context) {
				propagate((RequestReplySenderContext<?, ?>) context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof RequestReplySenderContext;
			}

			private <C> void propagate(RequestReplySenderContext<C, ?> context) {
				context.getSetter().set(context.getCarrier(), "traceparent", "00-1-2-01");
			}
		});
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "ok");
		});
		observed().exchange(files(server), CallScope.within(LONG));
		assertThat(server.requests()).singleElement().asString().contains("traceparent: 00-1-2-01\r\n");
	}

	@Test
	void oneLineIsLoggedWithoutSecrets() throws Exception {
		RawServer server = serve((connection) -> {
			connection.readRequest();
			connection.respond(404, "text/plain", "private");
		});
		Logger logger = (Logger) LoggerFactory.getLogger(HttpTransport.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		Level before = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		try {
			observed().exchange(
					new TransportRequest("POST", server.uri("/chat?key=secret"), "/chat",
							Map.of("Authorization", "secret"), HttpRequest.BodyPublishers.ofString("secret")),
					CallScope.within(LONG));
		}
		finally {
			logger.setLevel(before);
			logger.detachAppender(appender);
		}
		assertThat(appender.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.matches("POST /chat completed, status 404, 6 bytes sent, 7 received, \\d+ ms");
	}

	@Test
	void theTransportsThreadIsADaemonThatEndsWithIt() throws IOException, InterruptedException {
		HttpTransport transport = closeLater(HttpTransport.builder().clientName("observed").build());
		RawServer server = closeLater(RawServer.start((connection) -> {
			connection.readRequest();
			connection.respond(200, "text/plain", "ok");
		}));
		transport.exchange(files(server), CallScope.within(LONG));
		Thread timer = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> "observed-timer".equals(thread.getName()))
			.findFirst()
			.orElseThrow();
		assertThat(timer.isDaemon()).isTrue();
		transport.close();
		timer.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(timer.isAlive()).isFalse();
	}

	private HttpTransport observed() {
		return closeLater(HttpTransport.builder().observationRegistry(this.registry, KeyValues.empty()).build());
	}

	private static TransportRequest files(RawServer server) {
		return new TransportRequest("GET", server.uri("/files/7"), "/files/{id}", Map.of(), null);
	}

}
