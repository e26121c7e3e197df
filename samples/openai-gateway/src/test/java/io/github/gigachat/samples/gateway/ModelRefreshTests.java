package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the renewal of the list of models against a service that holds, fails and changes
 * it. The gateway starts while the service is silent.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "gigachat.gateway.model-refresh-interval=1s", "spring.ai.gigachat.auth-type=none",
				"spring.ai.gigachat.retry.max-attempts=1" })
@DirtiesContext
@Timeout(60)
class ModelRefreshTests {

	/** More than there are event loops. */
	private static final int CLIENTS = 64;

	private static final ListService SERVICE = new ListService();

	@LocalServerPort
	int port;

	@Autowired
	Arrivals arrivals;

	@DynamicPropertySource
	static void service(DynamicPropertyRegistry properties) {
		properties.add("spring.ai.gigachat.base-url", SERVICE::url);
	}

	@AfterAll
	static void close() {
		SERVICE.close();
	}

	@Test
	void theListIsRenewedInTheBackground() {
		GatewayClient client = new GatewayClient(this.port);
		SERVICE.awaitFirstRequest();
		assertThat(client.get("/").status()).as("the start does not wait").isEqualTo(200);
		List<CompletableFuture<HttpResponse<String>>> waiting = clients();
		await(this.arrivals.models);
		assertThat(client.get("/").status()).as("no event loop waits").isEqualTo(200);
		assertThat(waiting).as("there was never a list").noneMatch(CompletableFuture::isDone);

		SERVICE.answers(503, "{}");
		SERVICE.open();
		assertThat(waiting).allSatisfy((answer) -> {
			assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(502);
			assertThat(answer.get().body()).contains("upstream_unavailable");
		});
		assertThat(SERVICE.count()).as("clients share requests").isLessThan(CLIENTS / 2);

		SERVICE.answers(200, list("First"));
		awaitModel(client, "First");

		SERVICE.answers(503, "{}");
		SERVICE.awaitFurtherRequests(2);
		GatewayClient.Answer last = client.get("/v1/models");
		assertThat(last.status()).as("the last good list stays").isEqualTo(200);
		assertThat(last.response().body()).contains("First");
		assertThat(last.header("Age")).matches("\\d+");

		SERVICE.answers(200, list("Second"));
		awaitModel(client, "Second");
		assertThat(client.get("/v1/models/First").status()).isEqualTo(404);
	}

	private List<CompletableFuture<HttpResponse<String>>> clients() {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v1/models"))
			.build();
		return Stream.generate(() -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
			.limit(CLIENTS)
			.toList();
	}

	private static String list(String model) {
		return """
				{"object":"list","data":[{"id":"%s","object":"model","owned_by":"us","type":"chat"}]}"""
			.formatted(model);
	}

	private static void awaitModel(GatewayClient client, String model) {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (client.get("/v1/models/" + model).status() != 200) {
			assertThat(System.nanoTime()).as("the list has " + model).isLessThan(deadline);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Counts the requests of the clients. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Arrivals {

		final CountDownLatch models = new CountDownLatch(CLIENTS);

		@Bean
		WebFilter countingFilter() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getPath().value().endsWith("/models")) {
					this.models.countDown();
				}
				return chain.filter(exchange);
			};
		}

	}

	/** A service with nothing but a list of models, silent until it is opened. */
	private static final class ListService {

		private final HttpServer server;

		private final CountDownLatch open = new CountDownLatch(1);

		private volatile CountDownLatch asked = new CountDownLatch(1);

		private volatile int status = 200;

		private volatile String body = "";

		private final AtomicInteger count = new AtomicInteger();

		ListService() {
			try {
				this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
			this.server.setExecutor(Executors.newCachedThreadPool());
			this.server.createContext("/v1/models", (exchange) -> {
				this.count.incrementAndGet();
				this.asked.countDown();
				await(this.open);
				byte[] json = this.body.getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(this.status, json.length);
				exchange.getResponseBody().write(json);
				exchange.close();
			});
			this.server.start();
		}

		String url() {
			return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1";
		}

		void answers(int status, String body) {
			this.status = status;
			this.body = body;
		}

		void open() {
			this.open.countDown();
		}

		int count() {
			return this.count.get();
		}

		void awaitFirstRequest() {
			await(this.asked);
		}

		void awaitFurtherRequests(int requests) {
			CountDownLatch further = new CountDownLatch(requests);
			this.asked = further;
			await(further);
		}

		void close() {
			open();
			this.server.stop(0);
		}

	}

}
