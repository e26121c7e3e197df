package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests pictures that a request names by a URL.
 */
@Timeout(60)
class PictureFetchTests {

	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 42 };

	private static final String PARAM = "messages[0].content[0].image_url.url";

	private static GatewayClient.Answer ask(int gateway, String url) {
		return new GatewayClient(gateway)
			.chat(ChatBody.of(false).user(List.of(Map.of("type", "image_url", "image_url", Map.of("url", url)))));
	}

	/** A gateway that may fetch from this machine. */
	@Nested
	@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
			properties = { "gigachat.gateway.images.fetch=true",
					"gigachat.gateway.images.allowed-hosts=127.0.0.1,localhost",
					"gigachat.gateway.images.allow-private-addresses=true" })
	@Import(EmulatorConfiguration.class)
	class FromAllowedHosts {

		@Autowired
		GigaChatEmulator gigachat;

		@LocalServerPort
		int port;

		private final List<String> requests = new CopyOnWriteArrayList<>();

		private HttpServer host;

		@BeforeEach
		void start() throws IOException {
			this.gigachat.reset();
			this.host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.host.createContext("/", (exchange) -> {
				String path = exchange.getRequestURI().getPath();
				this.requests.add(path + exchange.getRequestHeaders().keySet());
				byte[] body = path.equals("/large.png") ? new byte[16 * 1024 * 1024] : PNG;
				exchange.getResponseHeaders().set("Content-Type", path.endsWith(".png") ? "image/png" : "text/html");
				exchange.getResponseHeaders().set("Location", "/a.png");
				exchange.sendResponseHeaders(path.equals("/moved.png") ? 302 : path.equals("/none.png") ? 404 : 200,
						body.length);
				exchange.getResponseBody().write(body);
				exchange.close();
			});
			this.host.start();
		}

		@AfterEach
		void stop() {
			this.host.stop(0);
		}

		@ParameterizedTest
		@ValueSource(strings = { "127.0.0.1", "localhost" })
		void aPictureIsUploaded(String name) {
			GatewayClient.Answer answer = ask(this.port, url(name, "/a.png"));

			assertThat(answer.status()).isEqualTo(200);
			assertThat(this.gigachat.uploads()).singleElement()
				.satisfies((upload) -> assertThat(upload.content()).isEqualTo(PNG));
			assertThat(this.requests).singleElement()
				.satisfies((request) -> assertThat(request).startsWith("/a.png").doesNotContain("Authorization"));
		}

		@Test
		void aPictureIsNotFetchedForACount() {
			GatewayClient.Answer answer = new GatewayClient(this.port).post("/v1/messages/count_tokens", MessagesBody
				.of(false)
				.user(MessagesBody.text("Look"),
						Map.of("type", "image", "source", Map.of("type", "url", "url", url("localhost", "/a.png")))));

			assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
			assertThat(this.requests).isEmpty();
		}

		@ParameterizedTest
		@CsvSource({ "/moved.png, 302", "/none.png, 404", "/page.html, no picture", "/large.png, more than" })
		void whatIsNoPictureIsRefused(String path, String told) {
			GatewayClient.Answer answer = ask(this.port, url("127.0.0.1", path));

			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.error().path("param").stringValue()).isEqualTo(PARAM);
			assertThat(answer.error().path("message").stringValue()).contains(told).doesNotContain("127.0.0.1");
			assertThat(this.requests).hasSize(1);
			assertThat(this.gigachat.chatRequests()).isEmpty();
		}

		@ParameterizedTest
		@ValueSource(strings = { "http://example.org/a.png", "http://user:password@127.0.0.1/a.png",
				"http://[::1]/a.png", "https:///a.png", "http://127.0.0.1.example.org/a.png", "http://1 2/" })
		void otherHostsAreRefused(String url) {
			GatewayClient.Answer answer = ask(this.port, url);

			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.error().path("param").stringValue()).isEqualTo(PARAM);
			assertThat(answer.error().path("message").stringValue()).doesNotContain("password");
			assertThat(this.requests).isEmpty();
		}

		private String url(String name, String path) {
			return "http://" + name + ":" + this.host.getAddress().getPort() + path;
		}

	}

	/** A gateway whose allowed hosts have addresses of inner networks. */
	@Nested
	@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
			"gigachat.gateway.images.fetch=true",
			"gigachat.gateway.images.allowed-hosts=localhost,127.0.0.1,10.0.0.1,169.254.169.254,[::1],2130706433" })
	@Import(EmulatorConfiguration.class)
	class FromInnerNetworks {

		@Test
		void everyAddressIsRefused(@LocalServerPort int port) {
			for (String host : List.of("localhost:" + port, "127.0.0.1:" + port, "10.0.0.1", "169.254.169.254",
					"[::1]:" + port, "2130706433:" + port)) {
				GatewayClient.Answer answer = ask(port, "http://" + host + "/a.png");

				assertThat(answer.status()).isEqualTo(400);
				assertThat(answer.error().path("code").stringValue()).isEqualTo("image_not_fetched");
				// a name is refused when it is resolved, an address at once
				boolean name = host.startsWith("localhost") || host.startsWith("2130706433");
				assertThat(answer.error().path("message").stringValue())
					.contains(name ? "cannot be fetched" : "from that host");
			}
		}

	}

}
