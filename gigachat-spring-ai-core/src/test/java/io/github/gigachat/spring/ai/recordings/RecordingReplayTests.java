package io.github.gigachat.spring.ai.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.ModelInfo;
import io.github.gigachat.spring.ai.api.ModelList;
import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import io.github.gigachat.spring.ai.fixtures.RecordingServer;
import io.github.gigachat.spring.ai.live.LiveReplay;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Replays every recording of the folder, except v2 chats (see {@link ChatV2ReplayTests}):
 * the same request is sent, and the recorded content, usage and ids are returned.
 */
class RecordingReplayTests {

	private static final Set<String> PLAIN_CHAT = Set.of("model", "messages", "stream", "temperature", "top_p",
			"max_tokens", "repetition_penalty", "update_interval", "profanity_check", "reasoning_effort",
			"response_format");

	private static final Set<String> PLAIN_FORMAT = Set.of("type", "schema", "strict");

	private static final Set<String> PLAIN_MESSAGE = Set.of("role", "content");

	static Stream<Recording> recordings() {
		return RecordedTraffic.recordings().stream().filter(RecordingReplayTests::takes);
	}

	/**
	 * Takes all recordings but those of v2. Of a live check it takes the plain ones; the
	 * others are replayed by {@link io.github.gigachat.spring.ai.live.LiveReplayTests}.
	 */
	static boolean takes(Recording recording) {
		return !ChatV2Replay.takes(recording) && (!LiveReplay.takes(recording) || recording.ofTheApi()
			.stream()
			.allMatch((exchange) -> isReplayable(exchange) && exchange.response().status() < 400));
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void everyRecordingHasAReplay(Recording recording) {
		assertThat(recording.ofTheApi()).isNotEmpty()
			.allSatisfy((exchange) -> assertThat(isReplayable(exchange))
				.as("whether a test here can replay %s %s of %s", exchange.request().method(), exchange.path(),
						recording)
				.isTrue());
	}

	private static boolean isReplayable(Exchange exchange) {
		return isModelList(exchange) || isModel(exchange) || isTokenCount(exchange) || isEmbeddings(exchange)
				|| isPlainChat(exchange);
	}

	private static boolean isModelList(Exchange exchange) {
		return exchange.request().method().equals("GET") && exchange.path().endsWith("/v1/models");
	}

	private static boolean isModel(Exchange exchange) {
		return exchange.request().method().equals("GET") && exchange.path().contains("/v1/models/");
	}

	private static boolean isTokenCount(Exchange exchange) {
		return exchange.path().endsWith("/v1/tokens/count");
	}

	private static boolean isEmbeddings(Exchange exchange) {
		return exchange.path().endsWith("/v1/embeddings");
	}

	private static boolean isPlainChat(Exchange exchange) {
		if (!exchange.path().endsWith("/v1/chat/completions")) {
			return false;
		}
		JsonNode body = RecordedTraffic.JSON.readTree(exchange.request().body());
		boolean plain = PLAIN_CHAT.containsAll(body.propertyNames());
		for (JsonNode message : body.path("messages")) {
			plain &= PLAIN_MESSAGE.containsAll(message.propertyNames());
		}
		return plain && (!body.has("response_format") || isStrictSchema(body.path("response_format")));
	}

	private static boolean isStrictSchema(JsonNode format) {
		return PLAIN_FORMAT.containsAll(format.propertyNames())
				&& format.path("type").asString("").equals("json_schema") && format.path("strict").asBoolean(false);
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void theSameRequestIsSentAndTheSameAnswerIsRead(Recording recording) throws IOException {
		try (RecordingServer server = new RecordingServer(recording.exchanges());
				GigaChatApi api = api(server, recording)) {
			int asked = recording.exchanges().size() - recording.ofTheApi().size();
			for (Exchange exchange : recording.ofTheApi()) {
				replay(exchange, api);
				assertSameQuestion(exchange, server.asked().get(asked++));
			}
			assertThat(server.asked()).hasSize(recording.exchanges().size());
		}
	}

	private static GigaChatApi api(RecordingServer server, Recording recording) {
		String path = recording.ofTheApi().get(0).path();
		boolean oauth = recording.exchanges().size() > recording.ofTheApi().size();
		return GigaChatApi.builder()
			.baseUrl(server.url() + path.substring(0, path.indexOf("/v1/") + "/v1".length()))
			.authUrl(server.url() + "/api/v2/oauth")
			.credentials(oauth ? GigaChatCredentials.authorizationKey("dTpw") : GigaChatCredentials.none())
			.build();
	}

	private static void replay(Exchange exchange, GigaChatApi api) {
		if (isModelList(exchange)) {
			replayModels(exchange, api);
			return;
		}
		if (isModel(exchange)) {
			replayModel(exchange, api);
			return;
		}
		if (isTokenCount(exchange)) {
			replayTokenCount(exchange, api);
			return;
		}
		if (isEmbeddings(exchange)) {
			replayEmbeddings(exchange, api);
			return;
		}
		JsonNode body = RecordedTraffic.JSON.readTree(exchange.request().body());
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		Prompt prompt = prompt(body);
		boolean stream = body.path("stream").asBoolean(false);
		if (exchange.response().status() >= 400) {
			assertSameFailure(exchange, stream ? () -> model.stream(prompt).blockLast() : () -> model.call(prompt));
		}
		else if (stream) {
			assertSameStream(exchange, model.stream(prompt).collectList().block());
		}
		else {
			assertSameAnswer(exchange, model.call(prompt));
		}
	}

	private static void replayModels(Exchange exchange, GigaChatApi api) {
		ApiResponse<ModelList> models = api.models();

		JsonNode recorded = RecordedTraffic.JSON.readTree(exchange.response().body()).path("data");
		List<ModelInfo> expected = new ArrayList<>();
		recorded.forEach((model) -> expected.add(new ModelInfo(model.path("id").asString(),
				model.path("owned_by").asString(null), model.path("type").asString(null))));
		assertThat(models.body().data()).isEqualTo(expected);
		assertThat(models.requestId()).isEqualTo(exchange.response().headers().get("x-request-id"));
		assertThat(models.sessionId()).isEqualTo(exchange.response().headers().get("x-session-id"));
	}

	private static void replayModel(Exchange exchange, GigaChatApi api) {
		String model = exchange.path().substring(exchange.path().lastIndexOf('/') + 1);
		if (exchange.response().status() >= 400) {
			assertSameFailure(exchange, () -> api.model(model));
		}
		else {
			assertThat(api.model(model).body().id()).isEqualTo(model);
		}
	}

	private static void replayTokenCount(Exchange exchange, GigaChatApi api) {
		JsonNode body = RecordedTraffic.JSON.readTree(exchange.request().body());
		List<String> texts = body.path("input").valueStream().map(JsonNode::stringValue).toList();

		ApiResponse<List<TokenCount>> counts = api.countTokens(body.path("model").stringValue(), texts);

		List<TokenCount> expected = new ArrayList<>();
		RecordedTraffic.JSON.readTree(exchange.response().body())
			.forEach((count) -> expected
				.add(new TokenCount(count.path("tokens").intValue(), count.path("characters").intValue())));
		assertThat(counts.body()).isEqualTo(expected).isNotEmpty();
		assertThat(counts.requestId()).isEqualTo(exchange.response().headers().get("x-request-id"));
	}

	private static void replayEmbeddings(Exchange exchange, GigaChatApi api) {
		JsonNode body = RecordedTraffic.JSON.readTree(exchange.request().body());
		List<String> texts = body.path("input").valueStream().map(JsonNode::asString).toList();
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder().api(api).build();
		GigaChatEmbeddingOptions options = GigaChatEmbeddingOptions.builder()
			.model(body.path("model").asString())
			.build();

		EmbeddingResponse response = model.call(new EmbeddingRequest(texts, options));

		JsonNode recorded = RecordedTraffic.JSON.readTree(exchange.response().body());
		assertThat(response.getResults()).hasSameSizeAs(texts);
		int tokens = 0;
		for (JsonNode item : recorded.path("data")) {
			float[] vector = response.getResults().get(item.path("index").asInt()).getOutput();
			assertThat(vector).hasSize(item.path("embedding").size()).hasSize(model.dimensions());
			for (int i = 0; i < vector.length; i++) {
				assertThat(vector[i]).isEqualTo(item.path("embedding").path(i).floatValue());
			}
			tokens += item.path("usage").path("prompt_tokens").asInt();
		}
		assertThat(response.getMetadata().getModel()).isEqualTo(recorded.path("model").asString());
		assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(tokens);
		assertThat(response.getMetadata().<List<String>>get(GigaChatEmbeddingModel.REQUEST_IDS))
			.containsExactly(exchange.response().headers().get("x-request-id"));
	}

	private static Prompt prompt(JsonNode body) {
		List<Message> messages = new ArrayList<>();
		for (JsonNode message : body.path("messages")) {
			String text = message.path("content").asString();
			messages.add(switch (message.path("role").asString()) {
				case "system" -> new SystemMessage(text);
				case "assistant" -> new AssistantMessage(text);
				default -> new UserMessage(text);
			});
		}
		return new Prompt(messages, options(body));
	}

	private static GigaChatOptions options(JsonNode body) {
		GigaChatOptions.Builder options = GigaChatOptions.builder()
			.model(body.path("model").asString())
			.reasoningEffort(body.path("reasoning_effort").asString(null));
		body.optional("temperature").ifPresent((value) -> options.temperature(value.asDouble()));
		body.optional("top_p").ifPresent((value) -> options.topP(value.asDouble()));
		body.optional("max_tokens").ifPresent((value) -> options.maxTokens(value.asInt()));
		body.optional("repetition_penalty").ifPresent((value) -> options.repetitionPenalty(value.asDouble()));
		body.optional("update_interval").ifPresent((value) -> options.updateInterval(value.asDouble()));
		body.optional("profanity_check").ifPresent((value) -> options.profanityCheck(value.asBoolean()));
		body.optional("response_format")
			.ifPresent(
					(format) -> options.outputSchema(RecordedTraffic.JSON.writeValueAsString(format.path("schema"))));
		return options.build();
	}

	private static void assertSameQuestion(Exchange exchange, RecordingServer.Asked asked) {
		assertThat(asked.method()).isEqualTo(exchange.request().method());
		assertThat(asked.path()).isEqualTo(exchange.path());
		String recorded = exchange.request().body();
		if (recorded == null || recorded.isEmpty()) {
			assertThat(asked.body()).isEmpty();
		}
		else {
			assertThat(RecordedTraffic.JSON.readTree(asked.body())).isEqualTo(RecordedTraffic.JSON.readTree(recorded));
		}
	}

	private static void assertSameAnswer(Exchange exchange, ChatResponse response) {
		JsonNode recorded = RecordedTraffic.JSON.readTree(exchange.response().body());
		JsonNode choice = recorded.path("choices").path(0);
		assertThat(response.getResult().getOutput().getText())
			.isEqualTo(choice.path("message").path("content").asString());
		assertThat(response.getResult().getMetadata().getFinishReason())
			.isEqualToIgnoringCase(choice.path("finish_reason").asString());
		assertSameMetadata(exchange, recorded, response);
	}

	private static void assertSameStream(Exchange exchange, List<ChatResponse> chunks) {
		List<JsonNode> events = exchange.response()
			.body()
			.lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> RecordedTraffic.JSON.readTree(line.substring("data: ".length())))
			.toList();
		StringBuilder text = new StringBuilder();
		events
			.forEach((event) -> text.append(event.path("choices").path(0).path("delta").path("content").asString("")));

		assertThat(chunks).hasSameSizeAs(events);
		StringBuilder delivered = new StringBuilder();
		chunks.forEach((chunk) -> delivered.append(chunk.getResult().getOutput().getText()));
		assertThat(delivered).hasToString(text.toString());
		assertSameMetadata(exchange, events.get(events.size() - 1), chunks.get(chunks.size() - 1));
	}

	private static void assertSameMetadata(Exchange exchange, JsonNode recorded, ChatResponse response) {
		assertThat(response.getMetadata().getModel()).isEqualTo(recorded.path("model").asString());
		assertThat(response.getMetadata().getId()).isEqualTo(exchange.response().headers().get("x-request-id"));
		assertThat(response.getMetadata().<String>get(GigaChatMetadata.SESSION_ID))
			.isEqualTo(exchange.response().headers().get("x-session-id"));
		Usage usage = response.getMetadata().getUsage();
		JsonNode expected = recorded.path("usage");
		assertThat(usage.getPromptTokens()).isEqualTo(expected.path("prompt_tokens").asInt());
		assertThat(usage.getCompletionTokens()).isEqualTo(expected.path("completion_tokens").asInt());
		assertThat(usage.getTotalTokens()).isEqualTo(expected.path("total_tokens").asInt());
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(expected.path("precached_prompt_tokens").asLong());
	}

	private static void assertSameFailure(Exchange exchange, ThrowingCallable call) {
		Throwable failure = catchThrowable(call);

		assertThat(failure).isInstanceOfSatisfying(GigaChatFailure.class, (typed) -> {
			assertThat(typed.status()).isEqualTo(exchange.response().status());
			assertThat(typed.serviceMessage())
				.isEqualTo(RecordedTraffic.JSON.readTree(exchange.response().body()).path("message").asString());
			assertThat(typed.requestId()).isEqualTo(exchange.response().headers().get("x-request-id"));
		});
	}

}
