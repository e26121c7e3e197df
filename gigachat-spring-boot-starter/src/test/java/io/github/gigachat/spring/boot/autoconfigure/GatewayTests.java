package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.context.ApplicationContext;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of installations without credentials in the application: a gateway adds the
 * token, or accepts a fixed header.
 */
class GatewayTests {

	private static final String TOKEN = "token-of-the-gateway";

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension
		.with((settings) -> settings.acceptToken(TOKEN).acceptHeader("X-Client-ID", "anna"));

	private final List<HttpExchange> passed = new CopyOnWriteArrayList<>();

	private final GigaChatEmulator emulator = gigachat.emulator();

	private HttpServer gateway;

	@BeforeEach
	void startGateway() throws IOException {
		this.gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.gateway.createContext("/egress/gigachat/v1/", this::pass);
		this.gateway.start();
	}

	@AfterEach
	void stop() {
		this.gateway.stop(0);
	}

	@Test
	void aGatewayWithItsOwnPathAddsTheToken() {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none",
					"spring.ai.gigachat.base-url=http://127.0.0.1:" + this.gateway.getAddress().getPort()
							+ "/egress/gigachat/v1/")
			.run((context) -> {
				callEveryEndpoint(context);
				assertThat(this.passed).hasSize(8)
					.allSatisfy(
							(exchange) -> assertThat(exchange.getRequestHeaders()).doesNotContainKey("Authorization")
								.containsKey("X-request-id"));
				assertThat(this.emulator.tokenRequests()).isEmpty();
			});
	}

	@Test
	void fixedHeadersAreSentToEveryEndpointOfTheBaseUrl() {
		Runners.applicationAt(this.emulator)
			.withPropertyValues("spring.ai.gigachat.auth-type=none", "spring.ai.gigachat.headers.X-Client-ID=anna",
					"spring.ai.gigachat.headers.X-Service=billing")
			.run((context) -> {
				callEveryEndpoint(context);
				assertThat(this.emulator.requests()).extracting(RecordedRequest::path)
					.startsWith("/v1/chat/completions", "/v1/chat/completions", "/v1/models", "/v1/embeddings",
							"/v1/tokens/count", "/v1/files")
					.hasSize(8);
				assertThat(this.emulator.requests()).allSatisfy((request) -> {
					assertThat(request.header("X-Client-ID")).isEqualTo("anna");
					assertThat(request.header("X-Service")).isEqualTo("billing");
					assertThat(request.header("Authorization")).isNull();
				});
			});
	}

	private static void callEveryEndpoint(ApplicationContext context) {
		assertThat(Runners.ask(context, "hello")).contains("hello");
		assertThat(Runners.chatClient(context)
			.prompt("hello")
			.stream()
			.content()
			.collectList()
			.block(Duration.ofSeconds(30))).isNotEmpty();
		GigaChatApi api = context.getBean(GigaChatApi.class);
		assertThat(api.models().body().data()).isNotEmpty();
		assertThat(context.getBean(EmbeddingModel.class).embed("hello")).hasSize(1024);
		assertThat(api.countTokens("GigaChat-2", List.of("hello")).body()).hasSize(1);
		byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
		String file = api.files().upload(FileUpload.of("hello.txt", MimeTypeUtils.TEXT_PLAIN, bytes)).body().id();
		assertThat(api.files().content(file).body().bytes()).isEqualTo(bytes);
		assertThat(api.files().delete(file).body().deleted()).isTrue();
	}

	private void pass(HttpExchange exchange) throws IOException {
		this.passed.add(exchange);
		String path = exchange.getRequestURI().getPath().substring("/egress/gigachat/v1".length());
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.emulator.baseUrl() + path))
			.version(HttpClient.Version.HTTP_1_1)
			.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
			.header("Authorization", "Bearer " + TOKEN)
			.header("User-Agent", "gateway");
		for (String name : List.of("Accept", "Content-Type", "X-Request-ID")) {
			String value = exchange.getRequestHeaders().getFirst(name);
			if (value != null) {
				request.header(name, value);
			}
		}
		try {
			HttpResponse<byte[]> response = HttpClient.newHttpClient()
				.send(request.build(), BodyHandlers.ofByteArray());
			exchange.getResponseHeaders()
				.set("Content-Type", response.headers().firstValue("Content-Type").orElse("text/plain"));
			exchange.sendResponseHeaders(response.statusCode(), response.body().length);
			exchange.getResponseBody().write(response.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			exchange.close();
		}
	}

}
