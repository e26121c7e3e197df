package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests several connections, configured aliases, a default model and the permissions of
 * clients over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"gigachat.gateway.default-model=gigachat-pro", "gigachat.gateway.upstreams.branch.suffix=-branch",
		"gigachat.gateway.upstreams.silent.suffix=-silent", "spring.ai.gigachat.connections.silent.auth-type=none",
		"gigachat.gateway.aliases[0].name=smart", "gigachat.gateway.aliases[0].model=GigaChat-3-Ultra",
		"gigachat.gateway.aliases[0].options.temperature=0.5", "gigachat.gateway.aliases[0].options.max-tokens=100",
		"gigachat.gateway.aliases[0].options.reasoning-effort=high", "gigachat.gateway.aliases[1].name=smarter",
		"gigachat.gateway.aliases[1].model=smart", "gigachat.gateway.aliases[1].options.max-tokens=50",
		"gigachat.gateway.aliases[1].options.api=v2", "gigachat.gateway.aliases[2].name=claude-*",
		"gigachat.gateway.aliases[3].name=gigachat-max", "gigachat.gateway.aliases[3].model=GigaChat-3-Pro",
		"gigachat.gateway.aliases[4].name=gpt-4o-mini*", "gigachat.gateway.aliases[4].model=GigaChat-2",
		"gigachat.gateway.aliases[5].name=gpt-4o-mini-2024", "gigachat.gateway.aliases[5].model=Own.Model",
		"gigachat.gateway.aliases[6].name=there", "gigachat.gateway.aliases[6].model=gigachat-2",
		"gigachat.gateway.aliases[6].upstream=branch", "gigachat.gateway.aliases[7].name=vendor/x-*",
		"gigachat.gateway.aliases[7].model=Own.Model-branch", "gigachat.gateway.models[0].name=GigaChat-2-Pro",
		"gigachat.gateway.models[0].reasoning=true", "gigachat.gateway.models[0].max-tokens=300" })
@Import({ EmulatorConfiguration.class, TestCallers.class })
@DirtiesContext
@Timeout(60)
class UpstreamsTests {

	private static final GigaChatEmulator BRANCH = GigaChatEmulator.builder()
		.model("Own.Model")
		.embeddingModel("Own-Embeddings", 8, 100)
		.start();

	private static final GigaChatEmulator OTHER = GigaChatEmulator.builder().model("Other.Model").start();

	/** Takes connections and never answers. */
	private static final ServerSocket SILENT = silent();

	@Autowired
	GigaChatEmulator main;

	@Autowired
	TestCallers callers;

	private GatewayClient client;

	@DynamicPropertySource
	static void connections(DynamicPropertyRegistry properties) {
		connection(properties, "branch", BRANCH);
		connection(properties, "other", OTHER);
		properties.add("spring.ai.gigachat.connections.silent.base-url",
				() -> "http://127.0.0.1:" + SILENT.getLocalPort() + "/v1");
	}

	private static ServerSocket silent() {
		try {
			return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void connection(DynamicPropertyRegistry properties, String name, GigaChatEmulator emulator) {
		String prefix = "spring.ai.gigachat.connections." + name + ".";
		properties.add(prefix + "base-url", emulator::baseUrl);
		properties.add(prefix + "auth-url", emulator::authUrl);
		properties.add(prefix + "api-key", emulator::apiKey);
	}

	@AfterAll
	static void close() throws IOException {
		BRANCH.close();
		OTHER.close();
		SILENT.close();
	}

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.client = new GatewayClient(port);
		awaitLists();
		List.of(this.main, BRANCH, OTHER).forEach(GigaChatEmulator::reset);
		this.callers.charged.set(0);
	}

	/** Waits for the lists that names are looked up in. */
	private void awaitLists() {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.client.get("/v1/models")
				.models()
				.containsAll(List.of("GigaChat-2", "Own.Model-branch", "Other.Model")));
	}

	@Test
	void aSilentConnectionDoesNotHoldTheList() {
		Duration patience = Duration.ofSeconds(10);

		assertThat(this.client.send(this.client.request("/v1/models").timeout(patience)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "GigaChat-2, main, GigaChat-2", "GigaChat-2-branch, branch, GigaChat-2",
			"gigachat-2-BRANCH, branch, GigaChat-2", "Own.Model-branch, branch, Own.Model",
			"x/Own.Model-branch, branch, Own.Model", "Other.Model, other, Other.Model",
			"other.model, other, Other.Model", "there, branch, GigaChat-2", "vendor/x-1, branch, Own.Model",
			"smart, main, GigaChat-3-Ultra", "gigachat-max, main, GigaChat-3-Pro", "gpt-4o, main, GigaChat-2-Max",
			"gpt-4o-mini, main, GigaChat-2", "unknown, main, GigaChat-2-Pro", "unknown-branch, main, GigaChat-2-Pro",
			"claude-5, main, GigaChat-2-Pro" })
	void aNameLeadsToAConnection(String asked, String connection, String model) {
		GatewayClient.Answer answer = chat("'model':'" + asked + "',");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("model").stringValue()).isEqualTo(asked);
		GigaChatEmulator called = switch (connection) {
			case "branch" -> BRANCH;
			case "other" -> OTHER;
			default -> this.main;
		};
		assertThat(called.lastChatRequest().chat().model()).isEqualTo(model);
	}

	@Test
	void anExactAliasPrecedesPatterns() {
		assertThat(chat("'model':'gpt-4o-mini-2024',").status()).isEqualTo(404);

		assertThat(this.main.lastChatRequest().chat().model()).isEqualTo("Own.Model");
	}

	@Test
	void aRequestWithoutAModelGetsTheDefaultOne() {
		GatewayClient.Answer answer = chat("");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("model").stringValue()).isEqualTo("gigachat-pro");
		assertThat(this.main.lastChatRequest().chat().model()).isEqualTo("GigaChat-2-Pro");
	}

	@Test
	void anAliasHasOptions() {
		chat("'model':'smart',");

		JsonNode sent = json(this.main.lastChatRequest().chat());
		assertThat(sent.path("temperature").doubleValue()).isEqualTo(0.5);
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(100);
		assertThat(sent.path("reasoning_effort").stringValue()).isEqualTo("high");
	}

	@Test
	void anAliasOfAnAliasAddsItsOptions() {
		chat("'model':'smarter',");

		ChatRequest sent = this.main.lastChatRequest().chat();
		assertThat(sent.apiVersion()).isEqualTo(2);
		assertThat(json(sent).path("model_options").path("max_tokens").intValue()).isEqualTo(50);
		assertThat(json(sent).path("model_options").path("temperature").doubleValue()).isEqualTo(0.5);
	}

	@Test
	void theOptionsOfARequestPrecedeThoseOfTheAlias() {
		chat("'model':'smart','temperature':1.5,'max_tokens':20,");

		JsonNode sent = json(this.main.lastChatRequest().chat());
		assertThat(sent.path("temperature").doubleValue()).isEqualTo(1.5);
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(20);
	}

	@Test
	void theConfiguredPropertiesOfAModelApply() {
		GatewayClient.Answer answer = chat("'model':'gigachat-pro','reasoning_effort':'low','max_tokens':32000,");

		assertThat(answer.header("x-gateway-ignored")).isEmpty();
		JsonNode sent = json(this.main.lastChatRequest().chat());
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(300);
		assertThat(sent.path("reasoning_effort").stringValue()).isEqualTo("low");
	}

	@Test
	void theListHasTheModelsOfAllConnectionsOnce() {
		assertThat(this.client.get("/v1/models").models()).doesNotHaveDuplicates()
			.contains("GigaChat-2", "GigaChat-2-branch", "Own.Model-branch", "Other.Model", "smart", "smarter", "there",
					"gigachat-max")
			// its model is not one of the default connection, and of no other without a
			// suffix
			.doesNotContain("Own.Model", "gpt-4o-mini-2024");
	}

	@Test
	void aClientSeesTheModelsOfItsConnections() {
		assertThat(get("/v1/models", TestCallers.UPSTREAM, "branch").models()).contains("Own.Model-branch", "there")
			.allMatch((id) -> id.endsWith("-branch") || id.equals("there"));
		assertThat(get("/v1/models", TestCallers.UPSTREAM, "other").models())
			.contains("Other.Model", "GigaChat-2", "gigachat")
			.noneMatch((id) -> id.endsWith("-branch"));
		assertThat(get("/v1/models/GigaChat-2", TestCallers.UPSTREAM, "branch").status()).isEqualTo(404);
		assertThat(get("/v1/models/GigaChat-2-branch", TestCallers.UPSTREAM, "branch").status()).isEqualTo(200);
	}

	@Test
	void aClientOfOneConnectionIsServedByIt() {
		assertThat(chat("'model':'GigaChat-2',", TestCallers.UPSTREAM, "other").status()).isEqualTo(200);

		assertThat(OTHER.chatRequests()).hasSize(1);
		assertThat(this.main.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "x-test-upstream, branch, GigaChat-2", "x-test-upstream, other, there",
			"x-test-model, GigaChat-2, GigaChat-2-Max", "x-test-model, GigaChat-2, GigaChat-2/GigaChat-2-Max",
			"x-test-model, there, GigaChat-2-branch", "x-test-model, GigaChat-2, unknown" })
	void aModelThatTheClientMayNotUseIsRefused(String header, String allowed, String asked) {
		GatewayClient.Answer answer = chat("'model':'" + asked + "',", header, allowed);

		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("permission_error");
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_not_allowed");
		assertThat(answer.error().path("param").stringValue()).isEqualTo("model");
		assertThat(this.main.chatRequests()).isEmpty();
		assertThat(BRANCH.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "smart, smarter", "GigaChat-3-Ultra, smart", "there, there", "GigaChat-2-branch, there",
			"GigaChat-2-branch, GigaChat-2-branch", "gigachat-pro, nothing-known" })
	void aModelIsAllowedByEachOfItsNames(String allowed, String asked) {
		assertThat(chat("'model':'" + asked + "',", TestCallers.MODEL, allowed).status()).isEqualTo(200);
	}

	@Test
	void embeddingsComeFromTheirConnectionAndAreCharged() {
		GatewayClient.Answer answer = this.client.post("/v1/embeddings",
				"{'model':'Own-Embeddings-branch','input':['one','two'],'dimensions':8}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("data").path(1).path("embedding")).hasSize(8);
		assertThat(BRANCH.embeddingRequests()).hasSize(1);
		assertThat(this.callers.charged).hasPositiveValue()
			.hasValue(answer.json().path("usage").path("total_tokens").longValue());
	}

	@Test
	void otherDimensionsThanThoseOfAnUnknownModelAreRefused() {
		GatewayClient.Answer answer = this.client.post("/v1/embeddings",
				"{'model':'Own-Embeddings-branch','input':'one','dimensions':9}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("dimensions");
	}

	private GatewayClient.Answer chat(String fields) {
		return this.client.post("/v1/chat/completions", "{" + fields + "'messages':[{'role':'user','content':'Hi'}]}");
	}

	private GatewayClient.Answer chat(String fields, String header, String value) {
		String body = "{" + fields + "'messages':[{'role':'user','content':'Hi'}]}";
		return this.client.send(this.client.request("/v1/chat/completions")
			.header("Content-Type", "application/json")
			.header(header, value)
			.POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
	}

	private GatewayClient.Answer get(String path, String header, String value) {
		return this.client.send(this.client.request(path).header(header, value).GET());
	}

	private static JsonNode json(ChatRequest request) {
		return tools.jackson.databind.json.JsonMapper.shared().readTree(request.json());
	}

}
