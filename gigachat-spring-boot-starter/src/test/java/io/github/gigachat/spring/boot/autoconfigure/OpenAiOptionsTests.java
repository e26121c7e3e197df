package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application that moved from OpenAI and kept its options. The default model
 * of these options is not sent to GigaChat.
 */
class OpenAiOptionsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	static Stream<Arguments> everyWay() {
		Map<String, Function<ChatModel, ChatClientRequestSpec>> requests = Map.of("prompt",
				(model) -> ChatClient.create(model).prompt(new Prompt("Hi", options())), "options",
				(model) -> ChatClient.create(model).prompt("Hi").options(options().mutate()), "defaultOptions",
				(model) -> ChatClient.builder(model).defaultOptions(options().mutate()).build().prompt("Hi"));
		return Stream.of("v1", "v2")
			.flatMap((
					api) -> requests.entrySet().stream().map((way) -> Arguments.of(api, way.getKey(), way.getValue())));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("everyWay")
	void theModelOfOpenAiChatOptionsIsNotSentByAChatClient(String api, String way,
			Function<ChatModel, ChatClientRequestSpec> request) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.chat.model=GigaChat-2-Pro", "spring.ai.gigachat.chat.api=" + api,
					"spring.ai.gigachat.chat.max-tokens=7")
			.run((context) -> {
				ChatModel model = context.getBean(ChatModel.class);
				request.apply(model).call().content();
				request.apply(model).stream().content().collect(Collectors.joining()).block();
			});

		assertThat(this.emulator.chatRequests()).hasSize(2).allSatisfy((recorded) -> {
			JsonNode sampling = api.equals("v2") ? body(recorded).path("model_options") : body(recorded);
			assertThat(body(recorded).path("model").asString()).isEqualTo("GigaChat-2-Pro");
			assertThat(sampling.path("temperature").asDouble()).isEqualTo(0.9);
			assertThat(sampling.path("max_tokens").asInt()).isEqualTo(7);
			assertThat(recorded.body()).contains("\"clock\"");
		});
	}

	@Test
	void theModelOfOpenAiChatOptionsIsNotSentByAChatModel() {
		Runners.applicationOf(this.emulator)
			.run((context) -> context.getBean(ChatModel.class).call(new Prompt("Hi", options())));

		assertThat(body(this.emulator.lastChatRequest()).path("model").asString()).isEqualTo("GigaChat-2");
	}

	@Test
	void theModelOfOpenAiEmbeddingOptionsIsNotSent() {
		Runners.applicationOf(this.emulator)
			.run((context) -> context.getBean(EmbeddingModel.class)
				.call(new EmbeddingRequest(List.of("text"), OpenAiEmbeddingOptions.builder().dimensions(256).build())));

		assertThat(body(this.emulator.embeddingRequests().get(0)).path("model").asString()).isEqualTo("Embeddings");
	}

	@Test
	void theModelOfOpenAiImageOptionsIsNotSent() {
		Runners.applicationOf(this.emulator)
			.run((context) -> context.getBean(ImageModel.class)
				.call(new ImagePrompt("Draw a cat", OpenAiImageOptions.builder().style("vivid").build())));

		assertThat(body(this.emulator.lastChatRequest()).path("model").asString()).isEqualTo("GigaChat-2-Max");
		assertThat(this.emulator.lastChatRequest().body()).doesNotContain("vivid");
	}

	private static OpenAiChatOptions options() {
		ToolCallback tool = FunctionToolCallback.builder("clock", (Map<String, Object> input) -> "noon")
			.description("a tool")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
		return OpenAiChatOptions.builder().temperature(0.9).toolCallbacks(List.of(tool)).build();
	}

	private static JsonNode body(RecordedRequest request) {
		return JsonMapper.shared().readTree(request.body());
	}

}
