package io.github.gigachat.samples.gateway.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
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
 * Calls the gateway by LangChain4j's OpenAI client.
 */
@Timeout(60)
class LangChain4jIT {

	private static final ToolSpecification WEATHER = ToolSpecification.builder()
		.name("get_weather")
		.description("Returns the weather of a city")
		.parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
		.build();

	private static RunningGateway gateway;

	private static ChatModel model;

	private final GigaChatEmulator gigachat = gateway.emulator();

	@BeforeAll
	static void start() {
		gateway = RunningGateway.start();
		model = OpenAiChatModel.builder()
			.baseUrl(gateway.url())
			.apiKey("any")
			.modelName("GigaChat-2")
			.maxRetries(0)
			.supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
			.strictJsonSchema(true)
			.build();
	}

	@AfterAll
	static void end() {
		gateway.close();
	}

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void aCall() {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		ChatResponse answer = model.chat(UserMessage.from("Hi"));

		assertThat(answer.aiMessage().text()).isEqualTo("Привет!");
		assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(47);
	}

	@Test
	void aStreamWithUsage() throws Exception {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);
		Chunks chunks = new Chunks();

		OpenAiStreamingChatModel.builder()
			.baseUrl(gateway.url())
			.apiKey("any")
			.modelName("GigaChat-2")
			.build()
			.chat("Hi", chunks);

		ChatResponse answer = chunks.answer.get(30, TimeUnit.SECONDS);
		assertThat(chunks.texts).containsExactly("Раз, ", "два, ", "три");
		assertThat(answer.aiMessage().text()).isEqualTo("Раз, два, три");
		assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(35);
	}

	@Test
	void aToolLoop() {
		this.gigachat.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("get_weather").reply("It is cold.");
		List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("How is the weather?")));
		List<String> arguments = new ArrayList<>();

		AiMessage answer = answer(messages);
		for (; answer.hasToolExecutionRequests(); answer = answer(messages)) {
			messages.add(answer);
			answer.toolExecutionRequests().forEach((call) -> {
				arguments.add(call.arguments());
				messages.add(ToolExecutionResultMessage.from(call, "12 degrees"));
			});
		}

		assertThat(answer.text()).isEqualTo("It is cold.");
		assertThat(arguments).containsExactly("{\"city\":\"Tula\"}");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("12 degrees");
	}

	private static AiMessage answer(List<ChatMessage> messages) {
		return model.chat(ChatRequest.builder().messages(messages).toolSpecifications(WEATHER).build()).aiMessage();
	}

	@Test
	void anObjectOfASchema() {
		JsonSchema schema = JsonSchema.builder()
			.name("Person")
			.rootElement(JsonObjectSchema.builder()
				.addStringProperty("name")
				.addIntegerProperty("born")
				.required("name", "born")
				.build())
			.build();

		ChatResponse answer = model.chat(ChatRequest.builder()
			.messages(UserMessage.from("Who was it?"))
			.responseFormat(ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build())
			.build());

		assertThat(answer.aiMessage().text()).contains("\"name\"").contains("\"born\"");
		assertThat(this.gigachat.lastChatRequest().body()).contains("\"json_schema\"");
	}

	@ParameterizedTest
	@CsvSource({ "422, InvalidRequestException", "404, ModelNotFoundException", "402, AuthenticationException",
			"429, RateLimitException", "401, InvalidRequestException", "500, InternalServerException" })
	void anErrorHasItsClass(int status, String type) throws ClassNotFoundException {
		this.gigachat.onAnyMessage().fail(status);

		assertThatExceptionOfType(Class.forName("dev.langchain4j.exception." + type).asSubclass(Throwable.class))
			.isThrownBy(() -> model.chat("Hi"));
	}

	@Test
	void embeddings() {
		Response<List<Embedding>> answer = OpenAiEmbeddingModel.builder()
			.baseUrl(gateway.url())
			.apiKey("any")
			.modelName("Embeddings")
			.build()
			.embedAll(List.of(TextSegment.from("Первый"), TextSegment.from("second")));

		assertThat(answer.content()).hasSize(2).allMatch((embedding) -> embedding.dimension() > 100);
		assertThat(answer.tokenUsage().totalTokenCount()).isPositive();
	}

	/** Collects a stream. */
	private static final class Chunks implements StreamingChatResponseHandler {

		private final List<String> texts = new ArrayList<>();

		private final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

		@Override
		public void onPartialResponse(String text) {
			this.texts.add(text);
		}

		@Override
		public void onCompleteResponse(ChatResponse response) {
			this.answer.complete(response);
		}

		@Override
		public void onError(Throwable failure) {
			this.answer.completeExceptionally(failure);
		}

	}

}
