package io.github.gigachat.spring.ai.recordings;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import io.github.gigachat.spring.ai.fixtures.RecordingServer;
import io.github.gigachat.spring.ai.live.LiveReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays recordings of the v2 API with a chat client, including tool calls: the same
 * requests are sent, and the recorded answers are returned.
 */
class ChatV2ReplayTests {

	static Stream<Recording> recordings() {
		return RecordedTraffic.recordings().stream().filter(ChatV2ReplayTests::takes);
	}

	/**
	 * Takes all recordings of v2. Of a live check it takes the plain questions; the
	 * others are replayed by {@link io.github.gigachat.spring.ai.live.LiveReplayTests}.
	 */
	static boolean takes(Recording recording) {
		return ChatV2Replay.takes(recording) && (!LiveReplay.takes(recording)
				|| (recording.ofTheApi().size() == 1 && recording.ofTheApi().get(0).response().status() < 400));
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void theSameRequestsAreSentAndTheSameAnswersAreRead(Recording recording) throws IOException {
		ChatV2Replay replay = new ChatV2Replay(recording);
		try (RecordingServer server = new RecordingServer(recording.ofOneClient());
				GigaChatApi api = api(server, recording)) {
			ChatClientRequestSpec request = ChatClient.create(GigaChatModel.builder().api(api).build())
				.prompt()
				.user(replay.userText())
				.options(replay.options().mutate());

			List<ChatResponse> responses = replay.isStream()
					? Objects.requireNonNull(request.stream().chatResponse().collectList().block(EmulatedService.LIMIT))
					: List.of(Objects.requireNonNull(request.call().chatResponse()));

			assertSameQuestions(recording, server);
			List<Exchange> rounds = recording.ofTheApi();
			assertSameAnswer(rounds.get(rounds.size() - 1), replay.isStream(), responses);
			assertSameUsage(responses.get(responses.size() - 1).getMetadata().getUsage(),
					rounds.stream().map((round) -> last(round, replay.isStream()).path("usage")).toList());
		}
	}

	@Test
	void theReplayIgnoresOnlyTheFormattingOfAResult() {
		String recorded = """
				{'messages':[{'role':'assistant','tools_state_id':'s','content':[{'function_call':{'name':'f','arguments':{}}}]},
				{'role':'tool','tools_state_id':'s','content':[{'function_result':{'name':'f','result':{'a':1}}}]}]}""";
		String sent = recorded.replace("'role':'tool','tools_state_id':'s'", "'role':'tool'")
			.replace("{'a':1}", "'{\\\"a\\\":1}'");

		assertThat(meaning(sent)).isEqualTo(meaning(recorded));
		assertThat(List.of(sent.replace(":1}'", ":2}'"), sent.replace(",'tools_state_id':'s'", ""),
				sent.replace("'name':'f'", "'name':'g'"), sent.replace("'role':'tool'", "'role':'function'"),
				sent.replace("'arguments':{}", "'arguments':'{}'"), sent.replace("}]}]}", "}]}],'tools':[]}")))
			.allSatisfy((mutated) -> assertThat(meaning(mutated)).isNotEqualTo(meaning(recorded)));
	}

	private static JsonNode meaning(String body) {
		return ChatV2Replay.meaning(body.replace('\'', '"'));
	}

	private static GigaChatApi api(RecordingServer server, Recording recording) {
		String path = recording.ofTheApi().get(0).path();
		return GigaChatApi.builder()
			.baseUrl(server.url() + path.replace("/v2/chat/completions", "/v1"))
			.authUrl(server.url() + "/api/v2/oauth")
			.credentials(GigaChatCredentials.authorizationKey("dTpw"))
			.build();
	}

	private static void assertSameQuestions(Recording recording, RecordingServer server) {
		List<Exchange> recorded = recording.ofOneClient();
		assertThat(server.asked()).hasSameSizeAs(recorded);
		for (int i = 0; i < recorded.size(); i++) {
			if (!recorded.get(i).isTokens()) {
				assertThat(server.asked().get(i).path()).isEqualTo(recorded.get(i).path());
				assertThat(ChatV2Replay.meaning(server.asked().get(i).body()))
					.isEqualTo(ChatV2Replay.meaning(String.valueOf(recorded.get(i).request().body())));
			}
		}
	}

	private static void assertSameAnswer(Exchange exchange, boolean stream, List<ChatResponse> responses) {
		List<JsonNode> events = stream ? events(exchange) : List.of(exchange.answer());
		assertThat(responses).hasSameSizeAs(events);
		assertThat(responses.stream()
			.map((response) -> String.valueOf(Objects.requireNonNull(response.getResult()).getOutput().getText()))
			.collect(Collectors.joining()))
			.isNotEmpty()
			.isEqualTo(events.stream()
				.map((event) -> event.path("messages").path(0).path("content").path(0).path("text").asString(""))
				.collect(Collectors.joining()));
		ChatResponse last = responses.get(responses.size() - 1);
		JsonNode end = events.get(events.size() - 1);
		assertThat(Objects.requireNonNull(last.getResult()).getMetadata().getFinishReason())
			.isEqualToIgnoringCase(end.path("finish_reason").stringValue());
		assertThat(last.getMetadata().getModel()).isEqualTo(end.path("model").stringValue());
		assertThat(last.getMetadata().<Long>get("created")).isEqualTo(end.path("created_at").longValue());
		assertThat(last.getMetadata().getId()).isEqualTo(exchange.response().headers().get("x-request-id"));
		assertThat(last.getMetadata().<String>get(GigaChatMetadata.SESSION_ID))
			.isEqualTo(exchange.response().headers().get("x-session-id"));
	}

	private static JsonNode last(Exchange exchange, boolean stream) {
		List<JsonNode> events = stream ? events(exchange) : List.of(exchange.answer());
		return events.get(events.size() - 1);
	}

	private static List<JsonNode> events(Exchange exchange) {
		return exchange.response()
			.body()
			.lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> RecordedTraffic.JSON.readTree(line.substring("data: ".length())))
			.toList();
	}

	/** The chat client sums the usage of all rounds. */
	private static void assertSameUsage(Usage usage, List<JsonNode> rounds) {
		assertThat(usage.getPromptTokens()).isEqualTo(sum(rounds, "/input_tokens"));
		assertThat(usage.getCompletionTokens()).isEqualTo(sum(rounds, "/output_tokens"));
		assertThat(usage.getTotalTokens()).isEqualTo(sum(rounds, "/total_tokens"));
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(sum(rounds, "/input_tokens_details/cached_tokens"));
	}

	private static int sum(List<JsonNode> usages, String count) {
		return usages.stream().mapToInt((usage) -> usage.at(count).intValue()).sum();
	}

}
