package io.github.gigachat.samples.gateway;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the embeddings API over HTTP, against the emulator.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class EmbeddingsTests {

	private static final String PATH = "/v1/embeddings";

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@Test
	void textsBecomeVectors() {
		GatewayClient.Answer answer = this.client.post(PATH,
				"{'model':'text-embedding-3-small','input':['кошка','собака']}");

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("object").stringValue()).isEqualTo("list");
		assertThat(json.path("model").stringValue()).isEqualTo("text-embedding-3-small");
		assertThat(json.path("data")).hasSize(2);
		JsonNode second = json.path("data").path(1);
		assertThat(second.path("object").stringValue()).isEqualTo("embedding");
		assertThat(second.path("index").intValue()).isEqualTo(1);
		assertThat(second.path("embedding")).hasSize(1024);
		assertThat(second.path("embedding")).isNotEqualTo(json.path("data").path(0).path("embedding"));
		assertThat(json.path("usage").path("prompt_tokens").intValue()).isPositive()
			.isEqualTo(json.path("usage").path("total_tokens").intValue());
		RecordedRequest sent = this.gigachat.embeddingRequests().get(0);
		assertThat(sent.body()).contains("\"model\":\"Embeddings\"");
		assertThat(answer.header("x-request-id")).isEqualTo(sent.requestId());
		assertThat(answer.header("Server-Timing")).contains("upstream;dur=");
	}

	@ParameterizedTest
	@CsvSource({ "'{''model'':''EmbeddingsGigaR'',''input'':''one''}', EmbeddingsGigaR, 2560",
			"'{''model'':''gigachat/Embeddings-2'',''input'':[''one''],''dimensions'':1024}', Embeddings-2, 1024" })
	void aTextMayStandAlone(String body, String model, int dimensions) {
		GatewayClient.Answer answer = this.client.post(PATH, body);

		assertThat(answer.json().path("data")).hasSize(1);
		assertThat(answer.json().path("data").path(0).path("embedding")).hasSize(dimensions);
		assertThat(this.gigachat.embeddingRequests().get(0).body()).contains("\"model\":\"" + model + "\"");
	}

	@Test
	void base64HasTheSameVectorAsFloat() {
		GatewayClient.Answer floats = this.client.post(PATH,
				"{'model':'Embeddings','input':'кошка','encoding_format':'float'}");
		GatewayClient.Answer base64 = this.client.post(PATH,
				"{'model':'Embeddings','input':'кошка','encoding_format':'base64'}");

		FloatBuffer decoded = ByteBuffer
			.wrap(Base64.getDecoder().decode(base64.json().path("data").path(0).path("embedding").stringValue()))
			.order(ByteOrder.LITTLE_ENDIAN)
			.asFloatBuffer();
		JsonNode vector = floats.json().path("data").path(0).path("embedding");
		assertThat(decoded.remaining()).isEqualTo(1024).isEqualTo(vector.size());
		for (JsonNode value : vector) {
			assertThat(decoded.get()).isEqualTo(value.floatValue());
		}
	}

	@Test
	void manyTextsAreOneAnswer() {
		String texts = IntStream.range(0, 120).mapToObj((i) -> "'text " + i + "'").collect(Collectors.joining(","));

		JsonNode json = this.client.post(PATH, "{'model':'Embeddings','input':[" + texts + "]}").json();

		assertThat(json.path("data")).hasSize(120);
		assertThat(IntStream.range(0, 120))
			.allSatisfy((i) -> assertThat(json.path("data").path(i).path("index").intValue()).isEqualTo(i));
		int tokens = 0;
		for (RecordedRequest request : this.gigachat.embeddingRequests()) {
			JsonNode input = JsonMapper.shared().readTree(request.body()).path("input");
			tokens += input.size();
		}
		assertThat(tokens).isEqualTo(120);
		assertThat(json.path("usage").path("total_tokens").intValue()).isGreaterThanOrEqualTo(120);
	}

	@Test
	void aUsageThatTheServiceDoesNotStateIsNotInvented() {
		this.gigachat.onEmbeddings()
			.replyRaw(200, "application/json",
					"""
							{"object":"list","model":"Embeddings","data":[{"object":"embedding","index":0,"embedding":[0.5,-2.0]}]}""");

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'Embeddings','input':'one'}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().has("usage")).isFalse();
		assertThat(answer.json().path("data").path(0).path("embedding").path(1).doubleValue()).isEqualTo(-2.0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "{'input':'a'} | model", "{'model':'Embeddings'} | input",
					"{'model':'Embeddings','input':[]} | input", "{'model':'Embeddings','input':5} | input",
					"{'model':'Embeddings','input':{}} | input", "{'model':'Embeddings','input':[1,2]} | input",
					"{'model':'Embeddings','input':[[1,2]]} | input", "{'model':'Embeddings','input':''} | input",
					"{'model':'Embeddings','input':['a',' ']} | input[1]",
					"{'model':'Embeddings','input':['a',null]} | input[1]",
					"{'model':'Embeddings','input':'a','encoding_format':'hex'} | encoding_format",
					"{'model':'Embeddings','input':'a','dimensions':512} | dimensions",
					"{'model':'text-embedding-3-large','input':'a','dimensions':3072} | dimensions",
					"{'model':'Embeddings','input':'a','dimensions':0} | dimensions" })
	void aWrongRequestIsRefusedWithItsPlace(String body, String param) {
		GatewayClient.Answer answer = this.client.post(PATH, body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("param").stringValue()).isEqualTo(param);
		assertThat(this.gigachat.embeddingRequests()).isEmpty();
	}

	@Test
	void moreTextsThanAllowedAreRefused() {
		String texts = "'a',".repeat(2048) + "'a'";

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'Embeddings','input':[" + texts + "]}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("input");
		assertThat(answer.error().path("message").stringValue()).contains("2048");
		assertThat(this.gigachat.embeddingRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "9000, input[1]", "3000, input" })
	void aTextThatIsTooLongIsRefused(int length, String param) {
		GatewayClient.Answer answer = this.client.post(PATH,
				"{'model':'Embeddings','input':['a','" + "word ".repeat(length / 5) + "']}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo(param);
		assertThat(answer.error().path("message").stringValue()).contains("too long")
			.doesNotContain("spring.ai", "word", "conversation");
	}

	@ParameterizedTest
	@CsvSource({ "401, 424", "402, 403", "403, 403", "404, 404", "422, 400", "429, 429", "500, 502" })
	void aRefusalOfTheServiceHasAStatus(int upstream, int status) {
		this.gigachat.onEmbeddings().fail(upstream);

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'Embeddings','input':'one'}");

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("message").stringValue()).isNotBlank().doesNotContain("spring.ai");
	}

	@Test
	void theHeadersOfTheConversationGoOn() {
		HttpRequest.Builder request = this.client.request(PATH)
			.header("Content-Type", "application/json")
			.header("x-session-id", "mine")
			.header("x-request-id", "request-7")
			.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
			.header("x-other", "stays");

		GatewayClient.Answer answer = this.client
			.send(request.POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"Embeddings\",\"input\":\"a\"}")));

		assertThat(answer.status()).isEqualTo(200);
		RecordedRequest sent = this.gigachat.embeddingRequests().get(0);
		assertThat(sent.header("X-Session-ID")).hasSize(36).isNotEqualTo("mine");
		assertThat(sent.header("X-Request-ID")).isEqualTo("request-7");
		assertThat(sent.header("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
		assertThat(sent.header("x-other")).isNull();
	}

	@Test
	void fieldsWithoutAnEffectAreTold() {
		GatewayClient.Answer answer = this.client.post(PATH,
				"{'model':'Embeddings','input':'a','user':'me','truncate':'END'}");

		assertThat(answer.header("x-gateway-ignored")).isEqualTo("truncate");
	}

	@Test
	void aClientThatLeavesEndsTheRequestToTheService() {
		this.gigachat.onEmbeddings().succeed().delay(Duration.ofSeconds(50));
		HttpRequest request = this.client.request(PATH)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"Embeddings\",\"input\":\"a\"}"))
			.build();
		CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
			.sendAsync(request, HttpResponse.BodyHandlers.ofString());
		Await.requests(this.gigachat, 1, Endpoint.EMBEDDINGS);

		answer.cancel(true);

		assertThat(this.gigachat.awaitClientLeft(Duration.ofSeconds(10)).request().endpoint())
			.isEqualTo(Endpoint.EMBEDDINGS);
	}

	@Test
	@DirtiesContext // some of the waiting requests may still be sent
	void silentEmbeddingsDoNotHoldChats() {
		int most = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
		this.gigachat.onEmbeddings().succeed().delay(Duration.ofSeconds(50));
		HttpRequest embeddings = this.client.request(PATH)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"Embeddings\",\"input\":\"a\"}"))
			.build();
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		List<CompletableFuture<HttpResponse<String>>> silent = Stream
			.generate(() -> http.sendAsync(embeddings, HttpResponse.BodyHandlers.ofString()))
			.limit(10L * most)
			.toList();
		Await.requests(this.gigachat, most, Endpoint.EMBEDDINGS);

		for (int i = 0; i < 20; i++) {
			HttpRequest.Builder chat = this.client.request("/v1/chat/completions")
				.timeout(Duration.ofSeconds(10))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers
					.ofString("{\"model\":\"GigaChat-2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
			assertThat(this.client.send(chat).status()).isEqualTo(200);
		}

		assertThat(this.gigachat.embeddingRequests()).hasSize(most);
		silent.forEach((answer) -> answer.cancel(true));
		this.gigachat.awaitClientsLeft(most, Duration.ofSeconds(10));
	}

}
