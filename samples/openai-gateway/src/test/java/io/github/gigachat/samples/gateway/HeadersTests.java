package io.github.gigachat.samples.gateway;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the headers that go to the service, and those that come back.
 */
@GatewayTest
class HeadersTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theRequestIdAndTheTraceGoOnAndNothingElse(boolean stream) {
		ask(ChatBody.of(stream).user("Hello"), "x-request-id", "id-1", "traceparent",
				"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-secret", "s3cret", "Cookie", "a=b",
				"Authorization", "Bearer sk-of-the-client");

		RecordedRequest sent = this.gigachat.lastChatRequest();
		assertThat(sent.header("X-Request-ID")).isEqualTo("id-1");
		assertThat(sent.header("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
		assertThat(sent.headers().keySet()).doesNotContain("x-secret", "Cookie");
		assertThat(sent.headers().toString()).doesNotContain("s3cret").doesNotContain("sk-of-the-client");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anAnswerTellsItsIdAndItsTime(boolean stream) {
		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		String id = answer.header("x-request-id");
		assertThat(id).isEqualTo(this.gigachat.lastChatRequest().requestId());
		assertThat((stream ? answer.events().get(0) : answer.json()).path("id").stringValue())
			.isEqualTo("chatcmpl-" + id);
		assertThat(answer.header("Server-Timing")).matches("gateway;dur=\\d+\\.\\d, upstream;dur=\\d+\\.\\d");
	}

	@ParameterizedTest
	@CsvSource({ "x-session-id", "session-id", "x-claude-code-session-id" })
	void aSessionIsAnIdThatDependsOnTheClientsKey(String header) {
		ask(ChatBody.of(false).user("Hello"), header, "conversation-1");
		String first = this.gigachat.lastChatRequest().header("X-Session-ID");
		ask(ChatBody.of(true).user("Hello").with("user", "anna"), header, "conversation-1");
		String second = this.gigachat.lastChatRequest().header("X-Session-ID");
		ask(ChatBody.of(false).user("Hello"), header, "conversation-2");

		assertThat(UUID.fromString(first).version()).isEqualTo(3);
		assertThat(second).isEqualTo(first);
		assertThat(this.gigachat.lastChatRequest().header("X-Session-ID")).isNotEqualTo(first);
	}

	@ParameterizedTest
	@CsvSource({ "prompt_cache_key", "user" })
	void aFieldNamesTheSessionToo(String field) {
		this.client.chat(ChatBody.of(false).with(field, "conversation-1").user("Hello"));
		String first = this.gigachat.lastChatRequest().header("X-Session-ID");
		this.client.chat(ChatBody.of(true).with(field, "conversation-1").user("Hello"));

		assertThat(first).isNotBlank().doesNotContain("conversation");
		assertThat(this.gigachat.lastChatRequest().header("X-Session-ID")).isEqualTo(first);
	}

	@Test
	void aStreamIsNeitherCachedNorBufferedNorCompressed() {
		GatewayClient.Answer answer = ask(ChatBody.of(true).user("Hello"), "Accept-Encoding", "gzip, zstd");

		assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
		assertThat(answer.header("Cache-Control")).contains("no-cache");
		assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
		assertThat(answer.header("Content-Encoding")).isEmpty();
	}

	@Test
	void theChangesOfTheConversationAreTold() {
		GatewayClient.Answer answer = this.client.chat(ChatBody.of(false)
			.message("system", "Be brief")
			.message("system", "Be kind")
			.tool("fs.read")
			.user("Hello"));

		assertThat(answer.header("x-gateway-changes")).contains("systemMessagesJoined=2")
			.contains("functionsRenamed=1");
	}

	@Test
	void anOfferOfHttp2IsIgnored() {
		GatewayClient.Answer answer = new GatewayClient(this.client.port(), HttpClient.Version.HTTP_2)
			.chat(ChatBody.of(false).user("Hello"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isNotBlank();
	}

	private GatewayClient.Answer ask(ChatBody body, String... headers) {
		HttpRequest.Builder request = this.client.request("/v1/chat/completions")
			.headers(headers)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body.toString()));
		return this.client.send(request);
	}

}
