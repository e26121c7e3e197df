package io.github.gigachat.spring.ai.media;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.content.Media;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the content of a URL is fetched up to the size that the service accepts, and
 * without credentials of this provider.
 */
@Timeout(60)
class MediaUrlTests {

	private static final int MEGABYTE = 1024 * 1024;

	private static final List<Headers> received = new CopyOnWriteArrayList<>();

	private static final Map<String, Integer> requests = new ConcurrentHashMap<>();

	private static HttpServer server;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService untrusted = EmulatedService.overTlsAndHttp2();

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", MediaUrlTests::answer);
		server.start();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	@AfterEach
	void forget() {
		received.clear();
		requests.clear();
	}

	private static void answer(HttpExchange exchange) throws IOException {
		received.add(exchange.getRequestHeaders());
		String path = exchange.getRequestURI().getPath();
		requests.merge(path, 1, Integer::sum);
		try (exchange; OutputStream body = exchange.getResponseBody()) {
			switch (path) {
				case "/redirect" -> {
					exchange.getResponseHeaders().set("Location", "/picture.png");
					exchange.sendResponseHeaders(302, -1);
				}
				case "/busy" -> {
					boolean first = requests.getOrDefault(path, 0) == 1;
					exchange.sendResponseHeaders(first ? 503 : 200, first ? -1 : 0);
					if (!first) {
						body.write(MediaWire.picture());
					}
				}
				case "/broken" -> exchange.sendResponseHeaders(500, -1);
				case "/empty" -> exchange.sendResponseHeaders(200, -1);
				case "/missing" -> exchange.sendResponseHeaders(404, -1);
				case "/packed" -> {
					exchange.getResponseHeaders().set("Content-Encoding", "gzip");
					exchange.sendResponseHeaders(200, 0);
					body.write(MediaWire.picture());
				}
				case "/large-announced" -> {
					exchange.sendResponseHeaders(200, 15L * MEGABYTE + 1);
					body.write(new byte[15 * MEGABYTE + 1]);
				}
				case "/large-in-chunks" -> {
					exchange.sendResponseHeaders(200, 0);
					for (int i = 0; i < 16; i++) {
						body.write(new byte[MEGABYTE]);
					}
				}
				default -> {
					exchange.sendResponseHeaders(200, 0);
					body.write(MediaWire.picture());
				}
			}
		}
	}

	private static GigaChatModel model(GigaChatApi api) {
		return GigaChatModel.builder()
			.api(api)
			.mediaUploads(MediaUploads.builder(api).allowPrivateAddresses(true).maxRedirects(0).build())
			.build();
	}

	private static URI uri(String path) {
		return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
	}

	private static Media media(String path) {
		return new Media(MediaWire.PNG, uri(path));
	}

	private static void assertNothingWasUploaded() {
		assertThat(service.emulator().requests()).noneMatch((request) -> request.endpoint() == Endpoint.FILES);
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aUrlIsFetchedOnceAndUploaded(Way way) throws Exception {
		URL url = uri("/picture.png?token=abc").toURL();
		ChatClient client = ChatClient.create(model(service.api((api) -> api)));

		for (int i = 0; i < 2; i++) {
			assertThat(way.content(client.prompt().user((user) -> user.text("Что это?").media(MediaWire.PNG, url))))
				.isNotEmpty();
		}

		assertThat(service.emulator().uploads()).singleElement()
			.satisfies((file) -> assertThat(file.content()).isEqualTo(MediaWire.picture()));
		assertThat(requests).containsExactlyEntriesOf(Map.of("/picture.png", 1));
		assertThat(received).singleElement()
			.satisfies((headers) -> assertThat(headers.keySet()).doesNotContain("Authorization", "X-client-id",
					"X-request-id", "Cookie"));
	}

	@Test
	void aUrlOrUriObjectIsFetched() throws Exception {
		GigaChatModel model = model(service.api((api) -> api));

		model.call(MediaWire.prompt(MediaWire.media(MediaWire.PNG, uri("/a.png"))));
		model.call(MediaWire.prompt(MediaWire.media(MediaWire.PNG, (Object) uri("/b.png").toURL())));

		assertThat(requests).containsOnlyKeys("/a.png", "/b.png");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/large-announced", "/large-in-chunks" })
	void noMoreIsFetchedThanTheServiceAccepts(String path) {
		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)), MediaWire.prompt(media(path)));

		outcome.lasting(FailureKind.TOO_LARGE);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) is too large");
		assertNothingWasUploaded();
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectIsNotFollowedIfNoneIsAllowed(Way way) {
		Outcome outcome = way.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/redirect")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("a URL that redirects (HTTP 302)");
		assertThat(requests).containsOnlyKeys("/redirect");
		assertNothingWasUploaded();
	}

	@Test
	void aUrlThatIsNotFoundIsAnError() {
		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/missing")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("a URL that is answered with HTTP 404");
	}

	@ParameterizedTest
	@EnumSource
	void aTransientFailureOfTheServerIsRetried(Way way) {
		way.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/busy"))).answer();

		assertThat(requests).containsEntry("/busy", 2);
	}

	@ParameterizedTest
	@EnumSource
	void aLastingFailureOfTheServerIsAnError(Way way) {
		Outcome outcome = way.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/broken")));

		outcome.passing(FailureKind.SERVER);
		assertThat(outcome.message())
			.startsWith("Medium 1 of message 1 (image/png) has a URL that is answered with HTTP 500");
		assertThat(requests).containsEntry("/broken", 3);
	}

	@Test
	void emptyContentIsAnError() {
		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/empty")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) is empty");
		assertNothingWasUploaded();
	}

	@Test
	void aPathInAnyScriptIsFetched() {
		model(service.api((api) -> api)).call(MediaWire.prompt(media("/кот и пёс.png".replace(' ', '+') + "?имя=кот")));

		assertThat(requests).containsOnlyKeys("/кот+и+пёс.png");
	}

	@Test
	void aHostInAnyScriptIsEncoded() {
		List<URI> asked = new CopyOnWriteArrayList<>();
		try (MediaUploads uploads = MediaUploads.builder(service.api((api) -> api))
			.allowPrivateAddresses(true)
			.allowUrls((uri) -> {
				asked.add(uri);
				return false;
			})
			.build()) {
			GigaChatModel model = GigaChatModel.builder().api(uploads.api()).mediaUploads(uploads).build();

			for (String url : List.of("https://пример.рф:8443/кот.png?a=б", "http://пример.рф")) {
				Way.CALL.ask(model, MediaWire.prompt(new Media(MediaWire.PNG, URI.create(url))));
			}
		}

		assertThat(asked).extracting(URI::toString)
			.containsExactly("https://xn--e1afmkfd.xn--p1ai:8443/%D0%BA%D0%BE%D1%82.png?a=%D0%B1",
					"http://xn--e1afmkfd.xn--p1ai");
	}

	@Test
	void anUntrustedCertificateIsAnError() {
		URI uri = URI.create(untrusted.emulator().baseUrl() + "/files/some-path?token=abc");

		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)),
				MediaWire.prompt(new Media(MediaWire.PNG, uri)));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) has a URL that cannot be fetched")
			.doesNotContain("abc", "spring.ai.gigachat", "some-path");
	}

	@Test
	void aSilentServerIsATimeout() {
		service.emulator().network().on((request) -> request.path().contains("some-path")).silentBeforeResponse();
		URI uri = URI.create(service.emulator().baseUrl() + "/some-path?token=abc");

		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api.readTimeout(Duration.ofMillis(300)))),
				MediaWire.prompt(new Media(MediaWire.PNG, uri)));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) has a URL that cannot be fetched")
			.doesNotContain("abc", "some-path");
	}

	@Test
	void compressedContentIsAnError() {
		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)), MediaWire.prompt(media("/packed")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("compressed");
		assertNothingWasUploaded();
	}

	@Test
	void aRefusedConnectionIsAnError() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}

		Outcome outcome = Way.CALL.ask(model(service.api((api) -> api)), MediaWire
			.prompt(new Media(MediaWire.PNG, URI.create("http://127.0.0.1:" + port + "/a.png?token=abc"))));

		outcome.passing(FailureKind.CONNECTION);
		assertThat(outcome.message()).contains("cannot be fetched").doesNotContain("abc");
	}

	@Test
	void onlyAllowedUrlsAreFetched() {
		try (MediaUploads uploads = MediaUploads.builder(service.api((api) -> api))
			.allowPrivateAddresses(true)
			.allowUrls((uri) -> uri.getPath().startsWith("/mine/"))
			.build()) {
			GigaChatModel model = GigaChatModel.builder().api(uploads.api()).mediaUploads(uploads).build();

			model.call(MediaWire.prompt(media("/mine/a.png")));
			Outcome outcome = Way.CALL.ask(model, MediaWire.prompt(media("/theirs/a.png")));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).contains("a URL that this application does not allow");
		}
		assertThat(requests).containsOnlyKeys("/mine/a.png");
	}

}
