package io.github.gigachat.samples.gateway.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStreamEvent;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls the gateway by OpenAI's client for Java.
 */
@Timeout(60)
class OpenAiJavaIT {

	private static RunningGateway gateway;

	private static OpenAIClient openai;

	private final GigaChatEmulator gigachat = gateway.emulator();

	@BeforeAll
	static void start() {
		gateway = RunningGateway.start();
		openai = OpenAIOkHttpClient.builder().baseUrl(gateway.url()).apiKey("any").maxRetries(0).build();
	}

	@AfterAll
	static void end() {
		openai.close();
		gateway.close();
	}

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void aCall() {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		ChatCompletion answer = openai.chat().completions().create(request("Hi").build()).validate();

		assertThat(answer.model()).isEqualTo("GigaChat-2");
		assertThat(answer.choices()).singleElement().satisfies((choice) -> {
			assertThat(choice.message().content()).contains("Привет!");
			assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		});
		assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(47);
		assertThat(answer.usage().orElseThrow().promptTokensDetails().orElseThrow().cachedTokens()).contains(12L);
	}

	@Test
	void aStreamWithUsage() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		List<ChatCompletionChunk> chunks;
		try (StreamResponse<ChatCompletionChunk> stream = openai.chat()
			.completions()
			.createStreaming(
					request("Hi").streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
						.build())) {
			chunks = stream.stream().map(ChatCompletionChunk::validate).toList();
		}

		assertThat(chunks.stream()
			.flatMap((chunk) -> chunk.choices().stream())
			.flatMap((choice) -> choice.delta().content().stream())
			.collect(Collectors.joining())).isEqualTo("Раз, два, три");
		assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().totalTokens()).isEqualTo(35);
	}

	@Test
	void aToolLoop() {
		this.gigachat.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("get_weather").reply("It is cold.");
		ChatCompletionCreateParams.Builder request = request("How is the weather?").addTool(GetWeather.class);
		List<String> cities = new ArrayList<>();

		ChatCompletionMessage answer = message(request);
		for (; !answer.toolCalls().orElse(List.of()).isEmpty(); answer = message(request)) {
			request.addMessage(answer);
			answer.toolCalls().orElseThrow().forEach((call) -> {
				ChatCompletionMessageFunctionToolCall function = call.asFunction();
				cities.add(function.function().arguments(GetWeather.class).city);
				request.addMessage(ChatCompletionToolMessageParam.builder()
					.toolCallId(function.id())
					.content("12 degrees")
					.build());
			});
		}

		assertThat(answer.content()).contains("It is cold.");
		assertThat(cities).containsExactly("Tula");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("12 degrees");
	}

	@Test
	void anObjectOfASchema() {
		Person person = openai.chat()
			.completions()
			.create(request("Who was it?").responseFormat(Person.class).build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow();

		assertThat(person.name).isNotNull();
		assertThat(this.gigachat.lastChatRequest().body()).contains("\"json_schema\"");
	}

	@ParameterizedTest
	@CsvSource({ "422, com.openai.errors.BadRequestException", "404, com.openai.errors.NotFoundException",
			"402, com.openai.errors.PermissionDeniedException", "429, com.openai.errors.RateLimitException",
			"401, com.openai.errors.UnexpectedStatusCodeException", "500, com.openai.errors.InternalServerException" })
	void anErrorHasItsClass(int status, Class<? extends Throwable> type) {
		this.gigachat.onAnyMessage().fail(status);

		assertThatExceptionOfType(type).isThrownBy(() -> message(request("Hi")));
	}

	@Test
	void anErrorHasItsPlace() {
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> message(request("Hi").temperature(3)))
			.satisfies((ex) -> assertThat(ex.param()).contains("temperature"));
	}

	@Test
	void embeddings() {
		CreateEmbeddingResponse answer = openai.embeddings()
			.create(EmbeddingCreateParams.builder()
				.model("Embeddings")
				.inputOfArrayOfStrings(List.of("Первый", "second"))
				.build())
			.validate();

		assertThat(answer.data()).hasSize(2).allMatch((entry) -> entry.embedding().size() > 100);
		assertThat(answer.usage().totalTokens()).isPositive();
	}

	@Test
	void aResponse() {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		Response answer = openai.responses().create(response().input("Hi").build()).validate();

		assertThat(text(answer)).isEqualTo("Привет!");
		assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(47);
		assertThat(answer.usage().orElseThrow().inputTokensDetails().cachedTokens()).isEqualTo(12);
	}

	@Test
	void aStreamedResponse() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);
		ResponseAccumulator whole = ResponseAccumulator.createWithSnapshots();

		try (StreamResponse<ResponseStreamEvent> stream = openai.responses()
			.createStreaming(response().input("Count").build())) {
			stream.stream().map(ResponseStreamEvent::validate).forEach(whole::accumulate);
		}

		assertThat(text(whole.response())).isEqualTo("Раз, два, три");
		assertThat(text(whole.reconstructedResponse())).isEqualTo("Раз, два, три");
		assertThat(whole.response().usage().orElseThrow().totalTokens()).isEqualTo(35);
	}

	@Test
	void aToolLoopOfResponses() {
		this.gigachat.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("get_weather").reply("It is cold.");
		List<ResponseInputItem> input = new ArrayList<>();
		input.add(ResponseInputItem.ofEasyInputMessage(
				EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content("How is the weather?").build()));
		ResponseCreateParams.Builder request = response().addTool(GetWeather.class);

		ResponseFunctionToolCall call = openai.responses()
			.create(request.inputOfResponse(input).build())
			.validate()
			.output()
			.get(0)
			.asFunctionCall();
		input.add(ResponseInputItem.ofFunctionCall(call));
		input.add(ResponseInputItem.ofFunctionCallOutput(
				ResponseInputItem.FunctionCallOutput.builder().callId(call.callId()).output("12 degrees").build()));
		Response answer = openai.responses().create(request.inputOfResponse(input).build()).validate();

		assertThat(call.arguments(GetWeather.class).city).isEqualTo("Tula");
		assertThat(text(answer)).isEqualTo("It is cold.");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("12 degrees");
	}

	private static ResponseCreateParams.Builder response() {
		return ResponseCreateParams.builder().model("GigaChat-2");
	}

	private static String text(Response response) {
		return response.output()
			.stream()
			.flatMap((item) -> item.asMessage().content().stream())
			.map((part) -> part.asOutputText().text())
			.collect(Collectors.joining());
	}

	private static ChatCompletionCreateParams.Builder request(String question) {
		return ChatCompletionCreateParams.builder().model("GigaChat-2").addUserMessage(question);
	}

	private static ChatCompletionMessage message(ChatCompletionCreateParams.Builder request) {
		return openai.chat().completions().create(request.build()).validate().choices().get(0).message();
	}

	/** A tool. */
	@JsonTypeName("get_weather")
	@JsonClassDescription("Returns the weather of a city")
	static class GetWeather {

		public String city = "";

	}

	/** An answer with a schema. */
	static class Person {

		public String name = "";

		public int born;

	}

}
