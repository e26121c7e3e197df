package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of the HTTP client that properties and customizers configure.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class HttpClientTests {

	private final ApplicationContextRunner application = Runners.application()
		.withPropertyValues("spring.ai.gigachat.auth-type=none", "spring.ai.gigachat.base-url=http://127.0.0.1:1/v1");

	@Test
	void theConnectTimeoutIsThatOfThisProviderOrOfAllClientsOrTenSeconds() {
		assertClient(this.application,
				(client) -> assertThat(client.connectTimeout()).hasValue(Duration.ofSeconds(10)));
		ApplicationContextRunner global = this.application.withPropertyValues("spring.http.clients.connect-timeout=7s");
		assertClient(global, (client) -> assertThat(client.connectTimeout()).hasValue(Duration.ofSeconds(7)));
		assertClient(global.withPropertyValues("spring.ai.gigachat.connect-timeout=3s"),
				(client) -> assertThat(client.connectTimeout()).hasValue(Duration.ofSeconds(3)));
	}

	@Test
	void cookiesAreHandledOnlyIfConfigured() {
		assertClient(this.application, (client) -> assertThat(client.cookieHandler()).isEmpty());
		ApplicationContextRunner global = this.application
			.withPropertyValues("spring.http.clients.cookie-handling=enable");
		assertClient(global, (client) -> assertThat(client.cookieHandler()).containsInstanceOf(CookieManager.class));
		assertClient(global.withPropertyValues("spring.ai.gigachat.cookie-handling=disable"),
				(client) -> assertThat(client.cookieHandler()).isEmpty());
	}

	@Test
	void theClientUsesHttp2IfPossible() {
		assertClient(this.application, (client) -> assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2));
	}

	@Test
	void theThreadsAreThoseOfTheJdkByDefault() {
		assertClient(this.application, (client) -> assertThat(client.executor()).isEmpty());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreUsedIfConfigured() {
		assertClient(this.application.withPropertyValues("spring.threads.virtual.enabled=true"),
				(client) -> assertThat(client.executor()).containsInstanceOf(VirtualThreadTaskExecutor.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callsAndStreamsRunOnVirtualThreads(GigaChatEmulator emulator) {
		emulator.onUserMessage("hello").replyInChunks("h", "i");
		Runners.applicationOf(emulator).withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
			assertThat(Runners.chatClient(context)
				.prompt("hello")
				.stream()
				.content()
				.collectList()
				.block(Duration.ofSeconds(20))).containsSubsequence("h", "i");
		});
	}

	@Test
	void streamsAreDeliveredOnTheThreadsOfACustomizersExecutor(GigaChatEmulator emulator) {
		emulator.onUserMessage("hello").replyInChunks("h", "i");
		ExecutorService two = Executors.newFixedThreadPool(2, new CustomizableThreadFactory("two-"));
		Set<String> threads = ConcurrentHashMap.newKeySet();
		try {
			Runners.applicationOf(emulator)
				.withBean(GigaChatHttpClientCustomizer.class, () -> (client) -> client.executor(two))
				.run((context) -> {
					GigaChatModel model = context.getBean(GigaChatModel.class);
					model.call("hello");
					Flux.range(0, 50)
						.flatMap((i) -> model.stream(new Prompt("hello"))
							.doOnNext((chunk) -> threads.add(Thread.currentThread().getName())), 50)
						.blockLast(Duration.ofSeconds(30));
				});
		}
		finally {
			two.shutdownNow();
		}
		assertThat(threads).isNotEmpty().hasSizeLessThanOrEqualTo(2).allMatch((name) -> name.startsWith("two-"));
		assertThat(emulator.chatRequests()).hasSize(51);
	}

	@Test
	void customizersAreAppliedInTheirOrderAfterTheProperties() {
		List<String> applied = new ArrayList<>();
		this.application.withBean("second", GigaChatHttpClientCustomizer.class, () -> new Second(applied))
			.withBean("first", GigaChatHttpClientCustomizer.class, () -> new First(applied))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(applied).containsExactly("first after PT10S", "second after PT1S");
			});
	}

	@Test
	void aRedirectIsNeverFollowedEvenIfACustomizerAllowsIt() throws IOException {
		List<String> requests = new CopyOnWriteArrayList<>();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			requests.add(exchange.getRequestURI().getPath());
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			exchange.sendResponseHeaders(307, -1);
			exchange.close();
		});
		server.start();
		try {
			this.application
				.withPropertyValues(
						"spring.ai.gigachat.base-url=http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
				.withBean(GigaChatHttpClientCustomizer.class,
						() -> (builder) -> builder.followRedirects(HttpClient.Redirect.ALWAYS))
				.run((context) -> {
					assertThatThrownBy(() -> Runners.ask(context, "hello"))
						.isInstanceOfSatisfying(GigaChatNonTransientException.class, (failure) -> {
							assertThat(failure.kind()).isEqualTo(FailureKind.REDIRECT);
							assertThat(failure).hasMessageContaining("/elsewhere");
						});
					assertThat(requests).containsExactly("/v1/chat/completions");
				});
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theConnectionsAreClosedWithTheApplication(GigaChatEmulator emulator) {
		Runners.applicationOf(emulator).run((context) -> {
			Runners.ask(context, "hello");
			assertThat(emulator.openConnections()).isPositive();
		});
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> emulator.openConnections() == 0);
	}

	@Test
	void anOpenStreamEndsWithTheApplication(GigaChatEmulator emulator) {
		emulator.onUserMessage("hello").replyInChunks("a", "b", "c");
		emulator.network().onChat().silentAfterEvents(2);
		List<String> received = new CopyOnWriteArrayList<>();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		Runners.applicationOf(emulator).run((context) -> {
			Runners.chatClient(context).prompt("hello").stream().content().subscribe(received::add, failures::add);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !received.isEmpty());
		});
		emulator.awaitClientLeft(Duration.ofSeconds(20));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(failures).singleElement()
				.isInstanceOfSatisfying(GigaChatNonTransientException.class,
						(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED)));
	}

	private static void assertClient(ApplicationContextRunner application, Consumer<HttpClient> assertions) {
		// these clients are not used; the selector thread ends with them
		List<HttpClient> clients = new ArrayList<>();
		application.withBean(GigaChatHttpClientCustomizer.class, () -> (builder) -> clients.add(builder.build()))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(clients).hasSize(1);
				assertions.accept(clients.get(0));
			});
	}

	/**
	 * A customizer that records the connect timeout that it finds.
	 */
	private static class Noting implements GigaChatHttpClientCustomizer {

		private final String name;

		private final List<String> applied;

		Noting(String name, List<String> applied) {
			this.name = name;
			this.applied = applied;
		}

		@Override
		public void customize(HttpClient.Builder builder) {
			this.applied.add(this.name + " after " + builder.build().connectTimeout().orElseThrow());
			builder.connectTimeout(Duration.ofSeconds(1));
		}

	}

	/**
	 * The customizer that is applied first.
	 */
	@Order(1)
	private static final class First extends Noting {

		First(List<String> applied) {
			super("first", applied);
		}

	}

	/**
	 * The customizer that is applied second.
	 */
	@Order(2)
	private static final class Second extends Noting {

		Second(List<String> applied) {
			super("second", applied);
		}

	}

}
