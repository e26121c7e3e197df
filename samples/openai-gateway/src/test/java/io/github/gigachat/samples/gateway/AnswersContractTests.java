package io.github.gigachat.samples.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for common faults of gateways about answers, formats and usage, whole and
 * streamed.
 */
@GatewayTest
class AnswersContractTests {

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
	@DisplayName("5 json_object refused")
	void anyJsonObjectCanBeAskedFor(boolean stream) {
		this.gigachat.onAnyMessage().reply("{\"city\":\"Omsk\"}");

		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).with("response_format", Map.of("type", "json_object")).user("A city, in JSON"));

		assertThat(answer.text()).isEqualTo("{\"city\":\"Omsk\"}");
		assertThat(answer.finishReason()).isEqualTo("stop");
	}

	@ParameterizedTest
	@CsvSource({ "false, blacklist, content_filter", "true, blacklist, content_filter", "false, stop, stop",
			"true, length, length", "false, length, length", "false, something_new, stop",
			"true, something_new, stop" })
	@DisplayName("6 blacklist or error let through")
	void finishReasonsAreAClosedSet(boolean stream, String own, String reason) {
		this.gigachat.onAnyMessage().reply("Не люблю менять тему разговора").finishReason(own);

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(answer.finishReason()).isEqualTo(reason);
		assertThat(answer.text()).isEqualTo("Не люблю менять тему разговора");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anUnknownFinishReasonIsCountedOnce(boolean stream, @Autowired MeterRegistry meters) {
		double before = meters.counter("gigachat.gateway.unknown.finish.reasons").count();
		this.gigachat.onAnyMessage().replyInChunks("One ", "two").finishReason("something_new");

		this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(meters.counter("gigachat.gateway.unknown.finish.reasons").count()).isEqualTo(before + 1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("6 error let through")
	void unusableOutputOfTheModelIsAnError(boolean stream) {
		this.gigachat.onAnyMessage().reply("").finishReason("error").then().reply("").finishReason("error");

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).tool("read").user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_output_invalid");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("10 a second system message lost or made user text without need")
	void systemMessagesAreJoined(boolean stream) {
		this.client
			.chat(ChatBody.of(stream).message("system", "Be brief").message("developer", "Be kind").user("Hello"));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::role).containsExactly("system", "user");
		assertThat(sent.get(0).content()).contains("Be brief").contains("Be kind");
	}

	@Test
	@DisplayName("11 include_usage ignored")
	void theUsageIsInTheLastEventIfAskedFor() {
		this.gigachat.onAnyMessage().reply("Hello").usage(30, 5, 0);

		List<JsonNode> events = this.client
			.chat(ChatBody.of(true).with("stream_options", Map.of("include_usage", true)).user("Hello"))
			.events();

		assertThat(events.subList(0, events.size() - 1)).allMatch((event) -> event.path("usage").isNull());
		JsonNode last = events.get(events.size() - 1);
		assertThat(last.path("choices")).isEmpty();
		assertThat(last.path("usage").path("total_tokens").intValue()).isEqualTo(35);
	}

	@Test
	@DisplayName("11 usage always sent")
	void theUsageIsNotSentUnlessAskedFor() {
		assertThat(this.client.chat(ChatBody.of(true).user("Hello")).events()).isNotEmpty()
			.noneMatch((event) -> event.has("usage"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("12 cached above prompt")
	void cachedTokensAreAPartOfThePrompts(boolean stream) {
		this.gigachat.onAnyMessage().reply("Hello").usage(1, 5, 37);

		JsonNode usage = this.client
			.chat(ChatBody.of(stream).with("stream_options", Map.of("include_usage", true)).user("Hello"))
			.usage();

		assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(38);
		assertThat(usage.path("prompt_tokens_details").path("cached_tokens").intValue()).isEqualTo(37);
		assertThat(usage.path("total_tokens").intValue()).isEqualTo(43);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("an answer without content is asked for once more, not twice")
	void anEmptyAnswerIsAskedForOnceMore(boolean stream) {
		this.gigachat.onAnyMessage().reply("").then().reply("Here I am");

		assertThat(this.client.chat(ChatBody.of(stream).user("Hello")).text()).isEqualTo("Here I am");

		this.gigachat.reset();
		this.gigachat.onAnyMessage().reply("").then().reply("").then().reply("Too late");
		GatewayClient.Answer empty = this.client.chat(ChatBody.of(stream).user("Hello"));
		assertThat(empty.text()).isEmpty();
		assertThat(empty.finishReason()).isEqualTo("stop");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theUsageOfARepeatedAnswerIsThatOfBoth(boolean stream) {
		this.gigachat.onAnyMessage().reply("").usage(30, 1, 0).then().reply("Here I am").usage(31, 4, 2);

		JsonNode usage = this.client
			.chat(ChatBody.of(stream).with("stream_options", Map.of("include_usage", true)).user("Hello"))
			.usage();

		assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(63);
		assertThat(usage.path("completion_tokens").intValue()).isEqualTo(5);
		assertThat(usage.path("prompt_tokens_details").path("cached_tokens").intValue()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theCutOfAStopSequenceEndsTheUpstreamRequest(boolean stream) {
		this.gigachat.onAnyMessage().replyInChunks("one\n", "two</end>", "three", "four");
		this.gigachat.network().onChat().silentAfterEvents(3);

		assertThat(this.client.chat(ChatBody.of(stream).with("stop", "</end>").user("Count")).text())
			.isEqualTo("one\ntwo");
		assertThat(this.gigachat.awaitClientLeft(Duration.ofSeconds(5))).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "false, 'one\ntwo'", "true, 'one\ntwo'" })
	void aStopSequenceCutsTheAnswer(boolean stream, String expected) {
		this.gigachat.onAnyMessage().replyInChunks("one\n", "tw", "o</", "en", "d>three");

		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).with("stop", List.of("</end>", "four")).user("Count"));

		assertThat(answer.text()).isEqualTo(expected);
		assertThat(answer.finishReason()).isEqualTo("stop");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aBeginningOfAStopSequenceThatGoesOnOtherwiseIsText(boolean stream) {
		this.gigachat.onAnyMessage().replyInChunks("a <", "/", "b> c <", "/");

		assertThat(this.client.chat(ChatBody.of(stream).with("stop", "</end>").user("Count")).text())
			.isEqualTo("a </b> c </");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void thoughtsAreReasoningContent(boolean stream) {
		this.gigachat.onAnyMessage().reply("42").reasoning("Let me think");

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("The answer?"));

		String thoughts = stream
				? answer.events()
					.stream()
					.map((event) -> event.path("choices").path(0).path("delta").path("reasoning_content").asString(""))
					.reduce("", String::concat)
				: answer.json().path("choices").path(0).path("message").path("reasoning_content").stringValue();
		assertThat(thoughts).isEqualTo("Let me think");
		assertThat(answer.text()).isEqualTo("42");
	}

}
