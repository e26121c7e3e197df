package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that options of the prompt and of the model reach the wire, and their precedence.
 */
class PromptOptionsTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void withoutOptionsTheModelIsTheDefaultAndNothingElseIsSent() {
		GigaChatModel.builder().api(service.api((api) -> api)).build().call(new Prompt("Hi"));

		assertThat(sent().propertyNames()).containsExactlyInAnyOrder("model", "messages");
		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2");
	}

	@Test
	void everyOptionIsSentUnderItsOwnName() {
		GigaChatModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatOptions.builder()
				.model("GigaChat-2-Max")
				.temperature(0.5)
				.topP(0.25)
				.maxTokens(10)
				.repetitionPenalty(1.5)
				.updateInterval(0.75)
				.profanityCheck(false)
				.reasoningEffort("low")
				.functionCall(FunctionCallMode.NONE)
				.build())
			.build()
			.call(new Prompt("Hi"));

		Map<String, Object> expected = Map.of("model", "GigaChat-2-Max", "temperature", 0.5, "top_p", 0.25,
				"max_tokens", 10, "repetition_penalty", 1.5, "update_interval", 0.75, "profanity_check", false,
				"reasoning_effort", "low", "function_call", "none");
		ObjectNode options = (ObjectNode) sent();
		options.remove("messages");
		assertThat(options).isEqualTo(JsonMapper.shared().<JsonNode>valueToTree(expected));
	}

	@Test
	void portableOptionsAreMergedIntoTheModelsOwn() {
		GigaChatModel model = model(GigaChatOptions.builder().model("GigaChat-2-Pro").repetitionPenalty(1.5).build());

		model.call(new Prompt("Hi", ChatOptions.builder().temperature(0.5).build()));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
		assertThat(sent().path("repetition_penalty").asDouble()).isEqualTo(1.5);
		assertThat(sent().path("temperature").asDouble()).isEqualTo(0.5);
	}

	@Test
	void ownOptionsOfAPromptAreFilledFromTheModelsOwn() {
		GigaChatModel model = model(GigaChatOptions.builder().model("GigaChat-2-Pro").repetitionPenalty(1.5).build());

		model.call(new Prompt("Hi", GigaChatOptions.builder().temperature(0.5).build()));

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
		assertThat(sent().path("repetition_penalty").asDouble()).isEqualTo(1.5);
		assertThat(sent().path("temperature").asDouble()).isEqualTo(0.5);
	}

	@Test
	void aPromptGivenToAChatClientKeepsTheConfiguredModel() {
		ChatClient client = ChatClient.create(model(GigaChatOptions.builder().model("GigaChat-2-Pro").build()));

		client.prompt(new Prompt("Hi", GigaChatOptions.builder().temperature(0.5).build())).call().content();

		assertThat(sent().path("model").asString()).isEqualTo("GigaChat-2-Pro");
		assertThat(sent().path("temperature").asDouble()).isEqualTo(0.5);
	}

	@Test
	void fieldsWithoutAnOptionAreSentUnchanged() {
		GigaChatModel model = model(GigaChatOptions.builder().extraBody(Map.of("flags", List.of("a"))).build());

		ChatClient.create(model)
			.prompt("Hi")
			.options(
					GigaChatOptions.builder().extraBody(Map.of("function_ranker", Map.of("enabled", true, "top_n", 3))))
			.call()
			.content();
		GigaChatOptions twice = GigaChatOptions.builder().extraBody(Map.of("top_p", 1)).build();
		Throwable refused = catchThrowable(() -> model.call(new Prompt("Hi", twice)));

		assertThat(sent().path("flags").toString()).isEqualTo("[\"a\"]");
		assertThat(sent().path("function_ranker").path("top_n").asInt()).isEqualTo(3);
		assertThat(refused).isInstanceOf(GigaChatNonTransientException.class).hasMessageContaining("top_p");
		assertThat(twice).hasToString("GigaChatOptions[extraBody=[top_p]]");
	}

	@Test
	void temperatureZeroIsSentAsTopPZero() {
		model(GigaChatOptions.builder().temperature(0.0).topP(0.9).build()).call(new Prompt("Hi"));

		assertThat(sent().has("temperature")).isFalse();
		assertThat(sent().path("top_p").asDouble()).isZero();
		assertThat(sent().has("top_p")).isTrue();
	}

	@Test
	void headersAndSessionAreSentOnlyWithTheirRequest() {
		GigaChatModel model = model(GigaChatOptions.builder().build());

		model.call(new Prompt("Hi",
				GigaChatOptions.builder().sessionId("s-1").headers(Map.of("X-Client-ID", "user-1")).build()));
		model.call(new Prompt("Hi"));

		List<RecordedRequest> requests = service.emulator().chatRequests();
		assertThat(requests.get(0).header("X-Session-ID")).isEqualTo("s-1");
		assertThat(requests.get(0).header("X-Client-ID")).isEqualTo("user-1");
		assertThat(requests.get(1).header("X-Session-ID")).isNull();
		assertThat(requests.get(1).header("X-Client-ID")).isNull();
	}

	@Test
	void unsupportedOptionsAreDroppedWithOneWarning() {
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		try {
			GigaChatModel model = model(GigaChatOptions.builder().build());
			Prompt prompt = new Prompt("Hi", ChatOptions.builder().topK(3).stopSequences(List.of("x")).build());
			model.call(prompt);
			model.call(prompt);
		}
		finally {
			logger.detachAppender(log);
		}

		assertThat(sent().propertyNames()).containsExactlyInAnyOrder("model", "messages");
		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("GigaChat does not support the option stopSequences: it is not sent",
					"GigaChat does not support the option topK: it is not sent");
	}

	private GigaChatModel model(GigaChatOptions options) {
		return GigaChatModel.builder().api(service.api((api) -> api)).options(options).build();
	}

	private JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

}
