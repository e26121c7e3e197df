package io.github.gigachat.samples.gateway;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.samples.gateway.chat.ImpatientCounting;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the errors of the Messages API: status, type, and what clients are told about
 * repeats, for each cause. The key {@code key-of-all} may do everything.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.ai.gigachat.retry.max-attempts=1", "spring.ai.gigachat.read-timeout=3s",
				"spring.ai.gigachat.connections.late.access-token=" + EmulatorConfiguration.OTHER_TOKEN,
				"spring.ai.gigachat.connections.late.call-timeout=1s",
				"spring.ai.gigachat.connections.late.read-timeout=20s", "gigachat.gateway.upstreams.late.suffix=-late",
				"spring.ai.gigachat.connections.tokenless.api-key=" + MessagesErrorsTests.EMULATOR_KEY,
				"spring.ai.gigachat.connections.tokenless.token.wait-timeout=1s",
				"gigachat.gateway.upstreams.tokenless.suffix=-tokenless",
				"spring.ai.gigachat.connections.closed.access-token=" + EmulatorConfiguration.OTHER_TOKEN,
				"gigachat.gateway.upstreams.closed.suffix=-closed", "gigachat.gateway.max-request-size=100KB",
				"gigachat.gateway.body-timeout=1s", "gigachat.gateway.strict-parameters=true",
				"gigachat.gateway.keys.all.sha256=11b61ff8f27ebdeaa6f43de31efa2bb959b0c03b95f5943338d0f95797a6bbd2",
				"gigachat.gateway.keys.pro.sha256=9930d9c677d52a6c35c94fbde4e786dab8960097fb6336c054aa4300f2008b94",
				"gigachat.gateway.keys.pro.models=*-Pro",
				"gigachat.gateway.keys.one.sha256=b525be134787a427cc09b3c007c453b012d65234a7314e5387c8a8bf0706b8c9",
				"gigachat.gateway.keys.one.requests-per-minute=1" })
@Import({ EmulatorConfiguration.class, ImpatientCounting.class, MessagesErrorsTests.Faults.class })
@Timeout(60)
class MessagesErrorsTests {

	/** The authorization key of the emulator. */
	static final String EMULATOR_KEY = "MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwOmVtdWxhdG9yLW9ubHktbm90LWEtc2VjcmV0";

	private static final String PATH = "/v1/messages";

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	private GatewayClient client;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
		this.client = new GatewayClient(this.port);
	}

	@AfterEach
	void resume() {
		this.gigachat.network().resume();
	}

	@ParameterizedTest
	@CsvSource({ "400, 400, invalid_request_error", "401, 424, upstream_error", "402, 403, permission_error",
			"403, 403, permission_error", "404, 404, not_found_error", "413, 400, invalid_request_error",
			"422, 400, invalid_request_error", "429, 429, rate_limit_error", "500, 502, api_error",
			"503, 502, api_error", "302, 424, upstream_error" })
	@DisplayName("15, 16, 24 refusals of the service, in streams too")
	void refusals(int upstream, int status, String type) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().fail(upstream);

			GatewayClient.Answer answer = ask(MessagesBody.of(stream).user("Hello"));

			assertError(answer, status, type);
			assertThat(answer.header("WWW-Authenticate")).isEmpty();
			assertThat(answer.header("Retry-After")).isEqualTo((status == 429) ? "1" : "");
		}
	}

	@Test
	void aConversationThatIsTooLongIsToldInAnthropicsWords() {
		this.gigachat.onAnyMessage().fail(413);

		assertThat(message(ask(MessagesBody.of(true).user("Hello")))).startsWith("prompt is too long");
	}

	@ParameterizedTest
	@CsvSource({ "GET, application/json, '', 405, invalid_request_error",
			"POST, text/plain, '', 415, invalid_request_error",
			"POST, application/json, zstd, 415, invalid_request_error",
			"POST, application/json, '', 413, request_too_large" })
	void wrongHttp(String method, String type, String encoding, int status, String error) {
		for (String path : List.of(PATH, PATH + "/count_tokens")) {
			HttpRequest.Builder request = this.client.request(path)
				.headers("x-api-key", "key-of-all", "Content-Type", type, "Content-Encoding", encoding)
				.method(method, BodyPublishers.ofString("x".repeat((status == 413) ? 100_001 * 2 : 9)));

			assertError(this.client.send(request), status, error);
		}
	}

	@Test
	void aBodyThatComesTooSlowly() {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head(PATH, "Content-Length: 100", "x-api-key: key-of-all").send("{\"model\":");

			assertThat(connection.status()).isEqualTo(408);
			assertThat(connection.readUntil("}}"))
				.contains("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "'model' | not valid JSON",
			"'messages':[] | messages has to be", "'temperature':1.5 | temperature has to be a number from 0 to 1",
			"'messages':'Hello' | messages has to be", "'max_tokens':0 | max_tokens",
			"'stop_sequences':[''] | stop_sequences", "'stop_sequences':7 | stop_sequences",
			"'output_config':{'effort':'extreme','task_budget':{}} | output_config.effort",
			"'output_config':{'format':{'type':'xml'}} | output_config.format.type",
			"'output_format':{'type':'json_schema'} | output_format.schema",
			"'tools':[{'name':'a'},{'name':'a'}] | tools[1].name",
			"'tools':[{'name':'a','input_schema':[]}] | tools[0].input_schema",
			"'tools':[{'input_schema':{}}] | tools[0].name", "'tool_choice':{'type':'any'} | tool_choice asks",
			"'tool_choice':{'type':'any'} | no tool that is served here",
			"'tool_choice':{'type':'tool','name':'a'} | tool_choice.name",
			"'tool_choice':{'type':'required'} | tool_choice.type", "'system':7 | system has to be",
			"'system':[{'type':'image'}] | system[0].type must not be image",
			"'messages':[{'role':'robot','content':'a'}] | messages[0].role",
			"'messages':[{'role':'user','content':7}] | messages[0].content",
			"'messages':[{'role':'user','content':[{'type':'hologram'}]}] | messages[0].content[0].type",
			"'messages':[{'role':'user','content':[{'type':'image'}]}] | messages[0].content[0].source is missing",
			"'messages':[{'role':'user','content':[{'type':'image','source':{'type':'ftp'}}]}] | content[0].source.type",
			"'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%'}}]}] | source.data",
			"'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'?','data':'AAAA'}}]}] | source.media_type",
			"'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'https://example.org/a.png'}}]}] | source.url",
			"'messages':[{'role':'user','content':[{'type':'document','source':{'type':'file','file_id':'a'}}]}] | source.file_id",
			"'messages':[{'role':'user','content':[{'type':'document','source':{'type':'url','url':'https://example.org/a.pdf'}}]}] | content[0].source.type has to be base64, text, content or file",
			"'messages':[{'role':'assistant','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]}] | messages[0].content[0].type must not be image",
			"'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'1'}]}] | messages[0].content[0].name",
			"'messages':[{'role':'user','content':[{'type':'tool_result','content':[{'type':'hologram'}]}]}] | messages[0].content[0].content[0].type",
			"'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'tool_use','name':'a'}]}] | messages[0].content[1].type",
			"'messages':[{'role':'assistant','content':[{'type':'tool_result','content':'a'}]}] | messages[0].content[0].type",
			"'messages':[{'role':'user','content':[{'type':'document','source':{'type':'content','content':[{'type':'tool_use','name':'a'}]}}]}] | messages[0].content[0].source.content[0].type",
			"'messages':[{'role':'system','content':[{'type':'tool_use','name':'a'}]}] | messages[0].content[0].type",
			"'messages':[{'role':'assistant','content':[{'type':'server_tool_use','name':'a'}]}] | no effect here: messages[0].content[0]",
			"'top_k':1 | These fields have no effect here: top_k" })
	void aWrongRequestIsToldItsPlace(String fields, String told) {
		String messages = fields.startsWith("'messages'") ? "" : ",'messages':[{'role':'user','content':'Hello'}]";
		String body = "{'model':'GigaChat-2'," + fields + messages + "}";

		GatewayClient.Answer answer = ask(PATH, body.replace('\'', '"'), "key-of-all");

		assertError(answer, 400, "invalid_request_error");
		assertThat(message(answer)).contains(told).hasSizeLessThan(400);
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH, PATH + "/count_tokens" })
	void keys(String path) {
		String body = MessagesBody.of(false).user("Hello").toString();

		GatewayClient.Answer unknown = ask(path, body, "key-of-nobody");
		assertError(unknown, 401, "authentication_error");
		assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
		assertError(ask(path, body, "key-of-pro"), 403, "permission_error");
	}

	@Test
	void theLimitOfAKey() {
		String body = MessagesBody.of(false).user("Hello").toString();
		ask(PATH, body, "key-of-one");

		GatewayClient.Answer limited = ask(PATH, body, "key-of-one");

		assertError(limited, 429, "rate_limit_error");
		assertThat(message(limited)).contains("this gateway's key");
		assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
	}

	@ParameterizedTest
	@CsvSource({ "false, GigaChat-2, 504, timeout_error", "true, GigaChat-2, 504, timeout_error",
			"false, GigaChat-2-late, 424, upstream_error" })
	void silence(boolean stream, String model, int status, String type) {
		this.gigachat.network().onChat().silentBeforeResponse();

		assertError(ask(MessagesBody.of(stream).with("model", model).user("Hello")), status, type);
	}

	@Test
	void countsThatWaitTooLong() {
		Predicate<RecordedRequest> counts = (request) -> request.endpoint() == RecordedRequest.Endpoint.TOKENS_COUNT;
		this.gigachat.network().on(counts).silentBeforeResponse().always();
		HttpRequest request = this.client.request(PATH + "/count_tokens")
			.headers("Content-Type", "application/json", "x-api-key", "key-of-all")
			.POST(BodyPublishers.ofString(MessagesBody.of(false).user("Hello").toString()))
			.build();
		HttpClient http = HttpClient.newHttpClient();

		List<GatewayClient.Answer> answers = Stream.generate(() -> http.sendAsync(request, BodyHandlers.ofString()))
			.limit(100)
			.toList()
			.stream()
			.map((answer) -> new GatewayClient.Answer(answer.join()))
			.toList();

		answers.forEach((answer) -> assertError(answer, 504, "timeout_error"));
		// those that waited for a thread are over before they had one
		assertThat(this.gigachat.requests().stream().filter(counts).count()).isLessThan(100);
	}

	@Test
	void aLostConnection() {
		this.gigachat.network().onChat().closeBeforeResponse().always();

		assertError(ask(MessagesBody.of(true).user("Hello")), 502, "api_error");
	}

	@Test
	void noTokenForNow() {
		this.gigachat.revokeTokens();
		this.gigachat.onToken().fail(503, Duration.ofSeconds(3));

		assertError(ask(MessagesBody.of(true).with("model", "GigaChat-2-tokenless").user("Hello")), 503,
				"overloaded_error");
	}

	@Test
	void theEndOfTheGateway(@Autowired GigaChatConnections connections) {
		connections.api("closed").close();

		GatewayClient.Answer answer = ask(MessagesBody.of(false).with("model", "GigaChat-2-closed").user("Hello"));

		assertError(answer, 503, "overloaded_error");
		assertThat(answer.header("Retry-After")).isEqualTo("5");
	}

	@Test
	void aFaultOfOurs() {
		GatewayClient.Answer answer = ask(PATH + "?fault", "{}", "key-of-all");

		assertError(answer, 500, "api_error");
		assertThat(message(answer)).contains("x-request-id").doesNotContain("a secret");
	}

	private GatewayClient.Answer ask(MessagesBody body) {
		return ask(PATH, body.toString(), "key-of-all");
	}

	private GatewayClient.Answer ask(String path, String body, String key) {
		return this.client.send(this.client.request(path)
			.headers("Content-Type", "application/json", "x-api-key", key)
			.POST(BodyPublishers.ofString(body)));
	}

	private static String message(GatewayClient.Answer answer) {
		return answer.error().path("message").stringValue();
	}

	private static void assertError(GatewayClient.Answer answer, int status, String type) {
		assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(status);
		assertThat(answer.json().path("type").stringValue()).isEqualTo("error");
		assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
		assertThat(message(answer)).isNotBlank().doesNotContain("spring.ai").doesNotContain("127.0.0.1");
		assertThat(answer.header("x-should-retry"))
			.isEqualTo(String.valueOf(Set.of(429, 502, 503, 504).contains(status)));
		assertThat(answer.header("request-id")).isNotEmpty().isEqualTo(answer.header("x-request-id"));
	}

	/** Fails as a defect of the gateway would. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Faults {

		@Bean
		WebFilter faultyFilter() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getQueryParams().containsKey("fault")) {
					throw new IllegalStateException("a secret of the conversation");
				}
				return chain.filter(exchange);
			};
		}

	}

}
