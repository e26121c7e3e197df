package io.github.gigachat.spring.ai.chat.v2;

import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the observations of chats by the v2 API are those of v1, and that no
 * description shows content.
 */
class ChatV2VisibilityTests {

	private static final String SECRET = "SAID-MARKER";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource
	void theObservationsAreThoseOfV1WithTheEndpointsPath(Way way) {
		service.emulator().onAnyMessage().reply(SECRET).usage(30, 5, 12);
		TestObservationRegistry registry = TestObservationRegistry.create();
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.observationRegistry(registry).v2Url(service.emulator().v2Url())))
			.observationRegistry(registry)
			.build();

		way.ask(model, new Prompt(SECRET, GigaChatOptions.builder().api(ChatApi.V2).build())).answer();

		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("gen_ai.client.operation")
			.that()
			.hasLowCardinalityKeyValue("gen_ai.request.model", "GigaChat-2")
			.hasHighCardinalityKeyValue("gen_ai.usage.total_tokens", "35")
			.hasBeenStopped();
		TestObservationRegistryAssert.assertThat(registry).hasHandledContextsThatSatisfy((contexts) -> {
			assertThat(contexts).filteredOn((context) -> "http.client.requests".equals(context.getName()))
				.extracting((context) -> String.valueOf(context.getLowCardinalityKeyValue("uri")))
				.anySatisfy((uri) -> assertThat(uri).contains("=/v2/chat/completions)"));
			assertThat(contexts).allSatisfy((context) -> assertThat(context.getAllKeyValues())
				.noneMatch((pair) -> pair.getValue().contains(SECRET)));
		});
	}

	@Test
	void noDescriptionHasTheContent() {
		ChatV2Message message = new ChatV2Message("assistant",
				List.of(ChatV2Message.Part.text(SECRET),
						ChatV2Message.Part.files(List.of(ChatV2Message.File.uploaded("id"))),
						ChatV2Message.Part.call(new ChatV2Message.FunctionCall("1", "f", "{\"a\":\"" + SECRET + "\"}")),
						ChatV2Message.Part.result(new ChatV2Message.FunctionResult("f", SECRET)),
						new ChatV2Message.Part(null, null, null, null, Map.of("a", SECRET), null, List.of(SECRET))),
				null, null);
		ChatV2Request request = ChatV2Request.builder()
			.model("GigaChat-2")
			.messages(List.of(message))
			.responseFormat(ResponseFormat.jsonSchema("{\"description\":\"" + SECRET + "\"}"))
			.storage(new ChatStorage(null, null, Map.of("customer", SECRET)))
			.extraBody(Map.of("user", SECRET, "model_options", Map.of("preset", SECRET)))
			.build();
		ChatV2Response response = new ChatV2Response("GigaChat-2", 1L, List.of(message), "stop", null, null, null,
				Map.of("a", SECRET));

		assertThat(List.of(message, request, String.valueOf(request.modelOptions()), String.valueOf(request.storage()),
				response, new ChatV2Chunk(ChatV2Chunk.DELTA, response)))
			.allSatisfy((one) -> assertThat(one.toString()).doesNotContain(SECRET));
	}

}
