package io.github.gigachat.spring.ai.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.github.gigachat.spring.ai.media.MediaUploads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Media whose content is not of their type, and URLs that redirect.
 */
@Timeout(60)
class MediaReportTests {

	private static final byte[] PAGE = "<!DOCTYPE html><html><body>Log in</body></html>"
		.getBytes(StandardCharsets.UTF_8);

	/**
	 * The paths that the server was asked for, each with the names of headers that tell
	 * of somebody.
	 */
	private static final List<String> requests = new CopyOnWriteArrayList<>();

	private static HttpServer server;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService secure = EmulatedService.overTlsAndHttp2((emulator) -> emulator.noAuthentication());

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", MediaReportTests::answer);
		server.start();
	}

	@BeforeEach
	void forgetRequests() {
		requests.clear();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		requests.add(path + headersOf(exchange));
		try (exchange; OutputStream body = exchange.getResponseBody()) {
			String location = location(path, exchange.getRequestURI().getRawQuery());
			if (location != null) {
				exchange.getResponseHeaders().set("Location", location);
				exchange.getResponseHeaders().set("Set-Cookie", "session=secret; Path=/");
			}
			if (location != null || path.equals("/nowhere")) {
				exchange.sendResponseHeaders(302, -1);
				return;
			}
			exchange.sendResponseHeaders(200, 0);
			body.write(path.equals("/page") ? PAGE : MediaWire.picture());
		}
	}

	private static String headersOf(HttpExchange exchange) {
		return exchange.getRequestHeaders()
			.keySet()
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter(List.of("authorization", "cookie", "x-client-id", "referer")::contains)
			.toList()
			.toString();
	}

	private static @Nullable String location(String path, @Nullable String query) {
		if (path.startsWith("/hops/")) {
			int left = Integer.parseInt(path.substring("/hops/".length()));
			return (left > 1) ? "/hops/" + (left - 1) : "/picture.png";
		}
		return switch (path) {
			case "/relative" -> "picture.png";
			case "/with-a-query" -> (query != null) ? null : "?token=abc";
			case "/with-a-space" -> "/my picture.png";
			case "/in-another-script" ->
				new String("/кот.png".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
			case "/to-a-file" -> "file:///etc/passwd?token=abc";
			case "/to-a-user" -> "http://user:abc@127.0.0.1/picture.png";
			case "/to-no-url" -> "http://[abc";
			case "/to-metadata" -> "http://169.254.169.254/latest/abc";
			default -> null;
		};
	}

	private static Media url(String path) {
		return new Media(MediaWire.PNG, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
	}

	private static GigaChatModel model(GigaChatApi api, UnaryOperator<MediaUploads.Builder> settings) {
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

	private static Stream<Arguments> mismatches() {
		return Stream.of(Arguments.of(MediaWire.PNG, "GIF89a..", "holds a GIF image, not image/png"),
				Arguments.of(MediaWire.PNG, "\u00ff\u00d8\u00ff\u00e0", "holds a JPEG image, not image/png"),
				Arguments.of(MediaWire.PNG, "\n <!-- a --> <html lang='ru'>", "holds HTML, not image/png"),
				Arguments.of(MediaWire.PNG, "<?xml version='1.0'?><Error/>", "holds XML, not image/png"),
				Arguments.of(MediaWire.PNG, "{\"error\": \"abc\"}", "holds JSON, not image/png"),
				Arguments.of(MimeType.valueOf("image/jpeg"), "%PDF-1.7", "holds a PDF document, not image/jpeg"),
				Arguments.of(MimeType.valueOf("application/pdf"), "PK\u0003\u0004abc", "holds a ZIP archive"),
				Arguments.of(MimeType.valueOf("application/pdf"), "<!doctype HTML>", "holds HTML, not application/pdf"),
				Arguments.of(MimeType.valueOf("audio/mpeg"), "OggS\u0000abc", "holds an Ogg file, not audio/mp3"),
				Arguments.of(MimeType.valueOf("audio/ogg"), "<html>", "holds HTML, not audio/x-ogg"));
	}

	@ParameterizedTest
	@MethodSource("mismatches")
	void contentOfAnotherTypeIsNamed(MimeType type, String content, String message) {
		for (Way way : Way.values()) {
			Outcome outcome = way.ask(service.model(),
					MediaWire.prompt(GigaChatMedia.of(type, content.getBytes(StandardCharsets.ISO_8859_1))));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).contains(message).doesNotContain("abc");
		}
		assertThat(service.emulator().uploads()).isEmpty();
	}

	private static Stream<Arguments> matches() {
		return Stream.of(Arguments.of(MediaWire.PNG, "\u0089PNG\r\n\u001a\n"),
				Arguments.of(MimeType.valueOf("image/jpeg"), "\u00ff\u00d8\u00ff\u00e1"),
				Arguments.of(MimeType.valueOf("image/bmp"), "BM1234\0\0\0\0\66\0\0\0"),
				Arguments.of(MimeType.valueOf("image/tiff"), "MM\0*abc"), Arguments.of(MediaWire.PNG, "not known"),
				Arguments.of(MimeType.valueOf("audio/mpeg"), "ID3\4\0abc"),
				Arguments.of(MimeType.valueOf("audio/mpeg"), "\u00ff\u00fb\u0090d"),
				Arguments.of(MimeType.valueOf("audio/mp4"), "\0\0\0 ftypM4A "),
				Arguments.of(MimeType.valueOf("audio/wav"), "RIFF1234WAVEfmt "),
				Arguments.of(MimeType.valueOf("audio/webm"), "\u001aE\u00df\u00a3"),
				Arguments.of(MimeType.valueOf("audio/opus"), "OggS\0\2"),
				Arguments.of(MimeType.valueOf("application/pdf"), "%PDF-1.7"),
				Arguments.of(MimeType.valueOf("application/pdf"), "\r\n%PDF-1.4"),
				Arguments.of(MimeType.valueOf("text/plain"), "<html>"),
				Arguments.of(MimeType.valueOf("text/markdown"), "{\"a\": 1}"),
				Arguments.of(MimeType.valueOf("application/epub"), "PK\3\4"));
	}

	@ParameterizedTest
	@MethodSource("matches")
	void contentOfItsTypeOrAnUnknownOneIsUploadedUnchanged(MimeType type, String content) {
		byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
		for (Media media : List.of(GigaChatMedia.of(type, bytes),
				GigaChatMedia.of(type, new InputStreamResource(new ByteArrayInputStream(bytes))))) {
			Way.CALL.ask(service.model(), MediaWire.prompt(media)).answer();
		}

		assertThat(service.emulator().uploads()).hasSize(2)
			.allSatisfy((file) -> assertThat(file.content()).isEqualTo(bytes));
	}

	@ParameterizedTest
	@EnumSource
	void upToThreeRedirectsAreFollowed(Way way) {
		way.ask(trusting(), MediaWire.prompt(url("/hops/3"))).answer();

		// no header tells a server on the way who asks
		assertThat(requests).containsExactly("/hops/3[]", "/hops/2[]", "/hops/1[]", "/picture.png[]");
		Outcome outcome = way.ask(trusting(), MediaWire.prompt(url("/hops/4")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png)").contains("media.max-redirects");
		assertThat(service.emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "/relative,/picture.png", "/with-a-query,/with-a-query", "/with-a-space,/my picture.png",
			"/in-another-script,/кот.png" })
	void aRedirectInAnyNotationIsFollowed(String path, String target) {
		Way.CALL.ask(trusting(), MediaWire.prompt(url(path))).answer();

		assertThat(requests).containsExactly(path + "[]", target + "[]");
	}

	@ParameterizedTest
	@CsvSource({ "/to-a-file,the scheme 'file'", "/to-a-user,with a user in it", "/to-no-url,redirects to no URL",
			"/nowhere,redirects to no URL" })
	void anInvalidRedirectIsRefused(String path, String message) {
		Outcome outcome = Way.CALL.ask(trusting(), MediaWire.prompt(url(path)));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png)")
			.contains(message)
			.doesNotContain("abc", "passwd");
		assertThat(outcome.error()).hasNoCause();
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectFromHttpsToHttpIsRefused(Way way) {
		secure.emulator()
			.onModels()
			.replyRaw(302, "text/plain", "")
			.header("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/picture.png");
		HttpClient client = HttpClient.newBuilder().sslContext(secure.emulator().trustingSslContext()).build();
		GigaChatModel model = model(service.api((api) -> api),
				(uploads) -> uploads.urlClient(client).allowPrivateAddresses(true));

		Outcome outcome = way.ask(model,
				MediaWire.prompt(new Media(MediaWire.PNG, URI.create(secure.emulator().baseUrl() + "/models"))));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png)").contains("from https to http");
		assertThat(requests).isEmpty();
	}

	@Test
	void eachHopPassesTheFilter() {
		GigaChatModel model = model(service.api((api) -> api), (uploads) -> uploads.allowPrivateAddresses(true)
			.allowUrls((uri) -> uri.getPath().startsWith("/hops/")));

		Outcome outcome = Way.CALL.ask(model, MediaWire.prompt(url("/hops/1")));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("does not allow");
		assertThat(requests).containsExactly("/hops/1[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
			"100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
			"[ff02::1]", "[64:ff9b::a00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[::127.0.0.1]" })
	void privateAddressesAreRefused(String host) {
		for (Way way : Way.values()) {
			Outcome outcome = way.ask(service.model(),
					MediaWire.prompt(new Media(MediaWire.PNG, URI.create("http://" + host + ":1/a.png"))));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).contains("private, loopback");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2130706433", "0x7f000001", "0177.0.0.1" })
	void anAddressInAnAmbiguousNotationIsRefused(String host) {
		Outcome outcome = Way.CALL.ask(service.model(),
				MediaWire.prompt(new Media(MediaWire.PNG, URI.create("http://" + host + ":1/a.png"))));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("an address in a notation");
	}

	@ParameterizedTest
	@EnumSource
	void onlyLiteralAddressesAreCheckedBehindAProxy(Way way) {
		HttpClient client = HttpClient.newBuilder().proxy(ProxySelector.of(server.getAddress())).build();
		GigaChatModel model = model(service.api((api) -> api), (uploads) -> uploads.urlClient(client));

		way.ask(model, MediaWire.prompt(new Media(MediaWire.PNG, URI.create("http://pictures.invalid/a.png"))))
			.answer();
		for (String url : List.of("http://10.0.0.1/a.png", "http://localhost/a.png", "http://a.LOCALHOST./a.png",
				"http://[::1]/a.png", "http://pictures.invalid/to-metadata")) {
			Outcome outcome = way.ask(model, MediaWire.prompt(new Media(MediaWire.PNG, URI.create(url))));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).contains("private, loopback").doesNotContain("abc", "a.png");
		}
		assertThat(requests).containsExactly("/a.png[]", "/to-metadata[]");
	}

	@ParameterizedTest
	@MethodSource("talkativeClients")
	void aClientThatSendsCredentialsOfItsOwnIsRefused(HttpClient client, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MediaUploads.builder(service.api((api) -> api)).urlClient(client).build())
			.withMessageContaining(message);
	}

	private static Stream<Arguments> talkativeClients() {
		return Stream.of(
				Arguments.of(HttpClient.newBuilder().cookieHandler(new CookieManager()).build(), "a cookie handler"),
				Arguments.of(HttpClient.newBuilder().authenticator(new Authenticator() {
				}).build(), "an authenticator"));
	}

	@Test
	void aClientThatFollowsRedirectsIsRefused() {
		HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> MediaUploads.builder(service.api((api) -> api)).urlClient(client).build())
			.withMessageContaining("Redirect.NEVER");
	}

}
