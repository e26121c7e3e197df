package io.github.gigachat.spring.ai.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.EmulatedService;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.MediaWire;
import io.github.gigachat.spring.ai.Outcome;
import io.github.gigachat.spring.ai.Way;
import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.RetrySettings;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.ai.media.MediaUploadsBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.content.Media;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Media whose content is not of their type, URLs that redirect, and failures of uploads.
 */
@Timeout(60)
class MediaReportTests {

	private static final byte[] PAGE = "<!DOCTYPE html><html><body>Log in</body></html>".getBytes(StandardCharsets.UTF_8);

	private static HttpServer server;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", MediaReportTests::answer);
		server.start();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		try (exchange; OutputStream body = exchange.getResponseBody()) {
			if (path.startsWith("/hops/")) {
				int left = Integer.parseInt(path.substring("/hops/".length()));
				exchange.getResponseHeaders().set("Location", (left > 1) ? "/hops/" + (left - 1) : "/picture.png");
				exchange.sendResponseHeaders(302, -1);
				return;
			}
			exchange.sendResponseHeaders(200, 0);
			body.write(path.equals("/page") ? PAGE : MediaWire.PICTURE);
		}
	}

	private static Media url(String path) {
		return new Media(MediaWire.PNG, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
	}

	private static GigaChatModel model(GigaChatApi api, UnaryOperator<MediaUploadsBuilder> settings) {
		MediaUploads uploads = settings.apply(MediaUploads.builder(api)).build();
		return GigaChatModel.builder().api(api).mediaUploads(uploads).build();
	}

	private static GigaChatModel trusting() {
		return model(service.api((api) -> api), (uploads) -> uploads.allowPrivateAddresses(true));
	}

	@ParameterizedTest
	@EnumSource
	void aPageInPlaceOfAnImageIsRefused(Way way) {
		for (Media page : List.of(url("/page"), MediaWire.png(PAGE),
				GigaChatMedia.of(MediaWire.PNG, new ByteArrayResource(PAGE)),
				GigaChatMedia.of(MediaWire.PNG, new InputStreamResource(new ByteArrayInputStream(PAGE))))) {
			Outcome outcome = way.ask(trusting(), MediaWire.prompt(page));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png)").contains("HTML");
		}
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void redirectsAreFollowedThreeTimes(Way way) {
		way.ask(trusting(), MediaWire.prompt(url("/hops/3"))).answer();
		Outcome outcome = way.ask(trusting(), MediaWire.prompt(url("/hops/4")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("media.max-redirects");
		assertThat(service.emulator().uploads()).hasSize(1);
	}

	@Test
	void eachHopPassesTheFilter() {
		GigaChatModel model = model(service.api((api) -> api), (uploads) -> uploads.allowPrivateAddresses(true)
			.allowUrls((uri) -> uri.getPath().startsWith("/hops/")));

		Outcome outcome = Way.CALL.ask(model, MediaWire.prompt(url("/hops/1")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("does not allow");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
			"100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
			"[ff02::1]", "[64:ff9b::a00:1]", "2130706433" })
	void privateAddressesAreRefused(String host) {
		for (Way way : Way.values()) {
			Outcome outcome = way.ask(service.model(),
					MediaWire.prompt(new Media(MediaWire.PNG, URI.create("http://" + host + ":1/a.png"))));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).contains("private, loopback");
		}
	}

	@Test
	void aClientThatFollowsRedirectsIsRefused() {
		HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> MediaUploads.builder(service.api((api) -> api)).urlClient(client).build())
			.withMessageContaining("Redirect.NEVER");
	}

	@ParameterizedTest
	@EnumSource
	void aResourceThatHangsIsBoundedByTheCallTimeout(Way way) {
		CountDownLatch ended = new CountDownLatch(1);
		Media hanging = GigaChatMedia.of(MediaWire.PNG, new Hanging(ended));

		Outcome outcome = way.ask(service.model((api) -> api.callTimeout(Duration.ofMillis(500))),
				MediaWire.prompt(hanging));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.message()).contains("Medium 1 of message 1 (image/png)", "call-timeout");
		await().atMost(EmulatedService.LIMIT).until(() -> ended.getCount() == 0);
	}

	@ParameterizedTest
	@EnumSource
	void everyWaiterGetsAFailureOfItsOwn(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(700)).fail(400, "no");
		GigaChatModel model = service.model();
		CompletableFuture<Outcome> first = CompletableFuture
			.supplyAsync(() -> way.ask(model, MediaWire.prompt(MediaWire.png(MediaWire.PICTURE))));
		await().atMost(EmulatedService.LIMIT)
			.until(() -> service.emulator().requests().stream().anyMatch((one) -> one.endpoint() == Endpoint.FILES));

		Outcome second = way.ask(model, MediaWire.prompt(GigaChatMedia.of(MediaWire.PNG, MediaWire.PICTURE)));

		assertThat(second.error()).isNotNull().isNotSameAs(first.join().error());
		assertThat(second.message()).contains("Medium 1 of message 1 (image/png)");
	}

	@ParameterizedTest
	@EnumSource
	void noPausePrecedesARetryThatCannotBeMade(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(503, "later");
		GigaChatModel model = service
			.model((api) -> api.retry(RetrySettings.builder().initialInterval(Duration.ofSeconds(30)).build()));
		Media once = GigaChatMedia.of(MediaWire.PNG,
				new InputStreamResource(new ByteArrayInputStream(MediaWire.PICTURE)));
		long start = System.nanoTime();

		way.ask(model, MediaWire.prompt(once)).passing(FailureKind.SERVER);

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	/** A resource whose stream never delivers. */
	private static final class Hanging extends AbstractResource {

		private final CountDownLatch ended;

		Hanging(CountDownLatch ended) {
			this.ended = ended;
		}

		@Override
		public String getDescription() {
			return "hanging";
		}

		@Override
		public long contentLength() {
			return 3;
		}

		@Override
		public InputStream getInputStream() {
			return new InputStream() {
				@Override
				public int read() throws IOException {
					try {
						new CountDownLatch(1).await();
						return -1;
					}
					catch (InterruptedException ex) {
						Hanging.this.ended.countDown();
						throw new IOException(ex);
					}
				}
			};
		}

	}

}
