package io.github.gigachat.spring.ai.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that quotes every secret and id in its answers, and the files of a live check
 * in which none of them may be.
 */
class LiveRedactionTests {

	private static final String KEY = Base64.getEncoder()
		.encodeToString("client-MARKER-id:client-MARKER-password??>>".getBytes(StandardCharsets.UTF_8));

	private static final String TOKEN = "eyJ-TOKEN-MARKER/part.two+three";

	private static final String STATE = "0199e210-2f13-744c-8fe5-c9a19fe27db7";

	private static final String REQUEST_ID = "request-MARKER-1";

	private static final String SESSION_ID = "6f0b1291-c7f3-43c6-bb2e-9f3efb2dc98e";

	@TempDir
	Path folder;

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/oauth",
				(http) -> answer(http, 200, "{\"access_token\": \"" + TOKEN + "\", \"expires_at\": 4000000000123}"));
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	private static void answer(HttpExchange http, int status, String body) throws IOException {
		http.getRequestBody().readAllBytes();
		http.getResponseHeaders().set("Content-Type", "application/json");
		http.getResponseHeaders().set("X-Request-ID", REQUEST_ID);
		http.getResponseHeaders().set("X-Session-ID", SESSION_ID);
		http.getResponseHeaders().set("X-Client-ID", "account-MARKER");
		http.getResponseHeaders().set("X-Account", "account-header-MARKER");
		http.getResponseHeaders().set("Set-Cookie", "sid=cookie-MARKER");
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		http.sendResponseHeaders(status, bytes.length);
		http.getResponseBody().write(bytes);
		http.close();
	}

	/** Everything that a service could quote, in the spellings of JSON and of URLs. */
	private static String quotes(HttpExchange http) {
		return String.join(" ", String.valueOf(http.getRequestHeaders().getFirst("Authorization")), KEY, TOKEN,
				TOKEN.replace("/", "\\/"), TOKEN.replace("/", "%2F").replace("+", "%2B"), "client-MARKER-id",
				"client-MARKER-password??>>", REQUEST_ID, SESSION_ID, "account-MARKER", "sid=cookie-MARKER",
				"Bearer someone-elses-token");
	}

	private LiveReport run() {
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort();
		LiveSettings settings = new LiveSettings(KEY, "GIGACHAT_API_PERS", url + "/v1", url + "/oauth", "GigaChat-2",
				"GigaChat-2-Pro", "Embeddings", this.folder, 10_000);
		return LiveSuite.run(settings, List.of(LiveRules.named("chat-call"), LiveRules.named("tool-call")),
				EmulatedService.QUICK_RETRY);
	}

	private String written() throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.toList()) {
				all.append(Files.readString(file));
			}
		}
		return all.toString();
	}

	@Test
	void answersThatQuoteEverythingLeaveNoTraceOfIt() throws IOException {
		this.server
			.createContext("/v1/chat/completions",
					(http) -> answer(http, 200, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\""
							+ quotes(http) + "\",\"functions_state_id\":\"" + STATE
							+ "\",\"function_call\":{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Tula\"}}},"
							+ "\"index\":0,\"finish_reason\":\"stop\"}],\"model\":\"GigaChat-2:1\",\"usage\":"
							+ "{\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3}}"));

		LiveReport report = run();

		assertThat(report.finding("tool-call").verdict()).isEqualTo(Verdict.CONFIRMED);
		assertNoTrace(report.toString());
		assertNoTrace(written());
		assertThat(written()).contains("REDACTED", "4102444800000", "scope=REDACTED");
	}

	@Test
	void refusalsThatQuoteEverythingLeaveNoTraceOfIt() throws IOException {
		this.server.createContext("/v1/chat/completions",
				(http) -> answer(http, 422, "{\"status\":422,\"message\":\"Invalid: " + quotes(http) + "\"}"));

		LiveReport report = run();

		assertThat(report.finding("chat-call").verdict()).isEqualTo(Verdict.REFUTED);
		assertThat(report.finding("chat-call").detail()).startsWith("INVALID_REQUEST 422: Invalid: ");
		assertNoTrace(report.toString());
		assertNoTrace(written());
	}

	@Test
	void equalIdsStayEqual() throws IOException {
		this.server.createContext("/v1/chat/completions", (http) -> answer(http, 200,
				"{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"functions_state_id\":\"" + STATE
						+ "\",\"function_call\":{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Tula\"}}},"
						+ "\"index\":0,\"finish_reason\":\"function_call\"}],\"model\":\"GigaChat-2:1\"}"));
		run();

		Recording recording = RecordedTraffic.recordings(this.folder)
			.stream()
			.filter((read) -> read.name().equals("live-tool-call.json"))
			.findFirst()
			.orElseThrow();

		List<Exchange> exchanges = recording.ofTheApi();
		String told = exchanges.get(0)
			.answer()
			.path("choices")
			.path(0)
			.path("message")
			.path("functions_state_id")
			.asString();
		String echoed = exchanges.get(1).question().path("messages").path(1).path("functions_state_id").asString();
		assertThat(told).matches("00000000-0000-4000-8000-\\d{12}").isEqualTo(echoed);
		Map<String, String> headers = exchanges.get(0).response().headers();
		assertThat(headers).containsOnlyKeys("content-type", "x-request-id", "x-session-id");
		assertThat(exchanges.get(0).request().headers().keySet()).isSubsetOf("accept", "content-type", "user-agent",
				"x-request-id", "x-session-id");
	}

	@Test
	void theHostOfAPrivateInstallationIsNotNamed() {
		Redaction redaction = new Redaction();
		redaction.learnHost("https://gigachat.bank-MARKER.example:8443/v1");
		redaction.learnHost("https://api.giga.chat/v1");

		assertThat(redaction.text("POST https://gigachat.bank-MARKER.example:8443/v1/models, https://api.giga.chat/v1"))
			.isEqualTo("POST https://private.invalid:8443/v1/models, https://api.giga.chat/v1");
	}

	@ParameterizedTest
	@CsvSource({ "https://giga/v1, GET https://GIGA/v1/models, GET https://private.invalid/v1/models",
			"https://giga_1:8443/v1, GET https://giga_1:8443/v1, GET https://private.invalid:8443/v1",
			"https://giga/v1, GigaChat at giga: giga-chat, GigaChat at private.invalid: giga-chat" })
	void aShortOrUnusualHostIsNotNamed(String url, String text, String redacted) {
		Redaction redaction = new Redaction();
		redaction.learnHost(url);

		assertThat(redaction.text(text)).isEqualTo(redacted);
	}

	private static void assertNoTrace(String text) {
		assertThat(text).doesNotContain("MARKER", KEY, STATE, SESSION_ID, "someone-elses", "password??");
	}

}
