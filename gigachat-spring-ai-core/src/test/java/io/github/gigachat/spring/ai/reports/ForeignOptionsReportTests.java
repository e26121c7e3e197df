package io.github.gigachat.spring.ai.reports;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options of another provider name a model that nobody chose. It reached the service when
 * they came through a {@code ChatClient}.
 */
class ForeignOptionsReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Stream.of(ChatApi.values())
			.flatMap((api) -> Way.ofChatClient()
				.stream()
				.flatMap((way) -> Stream.of(WayIn.values()).map((in) -> Arguments.of(api, way, in))));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void anotherProvidersModelIsNotSent(ChatApi api, Way way, WayIn in) {
		in.ask(way, model(api), OtherChatOptions.another().temperature(0.9).build());

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
		assertThat(sampling(api).path("temperature").asDouble()).isEqualTo(0.9);
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void optionsThatOnlyImplementTheInterfacesAreRead(ChatApi api, Way way, WayIn in) {
		in.ask(way, model(api), new BareChatOptions("gpt-5-mini", 0.9, List.of(tool())));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
		assertThat(sampling(api).path("temperature").asDouble()).isEqualTo(0.9);
		assertThat(sent().toString()).contains("\"clock\"");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aModelChosenInAnotherProvidersOptionsIsNotSent(Way way) {
		way.content(ChatClient.create(model(ChatApi.V1)).prompt("Hi").options(OtherChatOptions.another().model("o4")));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void onlyTheValuesSetInABuilderAreTaken(Way way) {
		way.content(ChatClient.create(model(ChatApi.V1)).prompt("Hi").options(OtherChatOptions.another().topP(0.5)));

		assertThat(sent().path("max_tokens").asInt()).isEqualTo(7);
		assertThat(sent().path("top_p").asDouble()).isEqualTo(0.5);
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aPromptOfAnotherProviderKeepsTheModelOfAChatClient(Way way) {
		ChatClient client = ChatClient.builder(model(ChatApi.V1))
			.defaultOptions(GigaChatOptions.builder().model("GigaChat-2-Max"))
			.build();

		way.content(client.prompt(new Prompt("Hi", OtherChatOptions.another().temperature(0.9).build())));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Max");
		assertThat(sent().path("temperature").asDouble()).isEqualTo(0.9);
	}

	@ParameterizedTest
	@EnumSource(WayIn.class)
	void theModelOfPortableOptionsIsSent(WayIn in) {
		in.ask(Way.CALL, model(ChatApi.V1), ChatOptions.builder().model("GigaChat-2-Max").build());

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Max");
	}

	/**
	 * Options that Spring AI merges before this provider sees them are documented only.
	 */
	@Test
	void aPortableBuilderThatTookInAnotherProvidersOptionsNamesTheirModel() {
		ChatClient client = ChatClient.builder(model(ChatApi.V1)).defaultOptions(ChatOptions.builder()).build();

		client.prompt(new Prompt("Hi", OtherChatOptions.another().model("GigaChat-2-Max").build())).call().content();

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Max");
	}

	@Test
	void anotherProvidersEmbeddingModelIsNotSent() {
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatEmbeddingOptions.builder().model("Embeddings-2").build())
			.build();

		model.call(new EmbeddingRequest(List.of("text"), new OtherEmbeddingOptions()));

		assertThat(body(service.emulator().embeddingRequests().get(0).body()).path("model").asString())
			.isEqualTo("Embeddings-2");
	}

	@Test
	void anotherProvidersImageModelIsNotSent() {
		GigaChatImageModel model = GigaChatImageModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatImageOptions.builder().model("GigaChat-2-Pro").build())
			.build();

		model.call(new ImagePrompt("Draw a cat", new OtherImageOptions()));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
	}

	private static GigaChatModel model(ChatApi api) {
		return GigaChatModel.builder()
			.api(service.api((settings) -> settings))
			.options(GigaChatOptions.builder().api(api).model("GigaChat-2-Pro").maxTokens(7).build())
			.build();
	}

	private static ToolCallback tool() {
		return FunctionToolCallback.builder("clock", (Map<String, Object> input) -> "noon")
			.description("a tool")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
	}

	private static JsonNode sampling(ChatApi api) {
		return (api == ChatApi.V2) ? sent().path("model_options") : sent();
	}

	private static JsonNode sent() {
		return body(service.emulator().lastChatRequest().body());
	}

	private static JsonNode body(String json) {
		return JsonMapper.shared().readTree(json);
	}

	private static final class OtherEmbeddingOptions implements EmbeddingOptions {

		@Override
		public String getModel() {
			return "text-embedding-3-small";
		}

		@Override
		public @Nullable Integer getDimensions() {
			return 256;
		}

	}

	private record OtherImageOptions() implements ImageOptions {

		@Override
		public @Nullable Integer getN() {
			return null;
		}

		@Override
		public String getModel() {
			return "dall-e-3";
		}

		@Override
		public @Nullable Integer getWidth() {
			return null;
		}

		@Override
		public @Nullable Integer getHeight() {
			return null;
		}

		@Override
		public @Nullable String getResponseFormat() {
			return null;
		}

		@Override
		public String getStyle() {
			return "vivid";
		}

	}

}
