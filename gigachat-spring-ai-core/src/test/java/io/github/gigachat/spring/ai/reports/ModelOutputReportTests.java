package io.github.gigachat.spring.ai.reports;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Answers without text and call: those that report an error of the model, and those that
 * the maximum number of tokens has cut.
 */
@Timeout(60)
class ModelOutputReportTests {

	private static final String EVENTS = "text/event-stream";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> waysAndApis() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	private static Prompt prompt(ChatApi api) {
		return new Prompt("Weather?", GigaChatOptions.builder().model("GigaChat-2-Max").api(api).build());
	}

	private static String error(ChatApi api) {
		return (api == ChatApi.V1) ? "error" : "function_call_error";
	}

	private static GigaChatModel model(int maxAttempts) {
		return service.model((api) -> api.retry(new RetrySettings(maxAttempts, Duration.ofMillis(2), 2,
				Duration.ofMillis(10), Duration.ofSeconds(30), false)));
	}

	private static int requests() {
		return service.emulator().chatRequests().size();
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void anErrorWithoutTextOrCallIsAFailureOfTheModelsOutput(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("").finishReason(error(api));

		Outcome outcome = way.ask(model(1), prompt(api));

		GigaChatFailure failure = outcome.passing(FailureKind.MODEL_OUTPUT);
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(failure.hint()).contains("simplify the tools' schemas");
		assertThat(outcome.message()).contains(error(api), failure.requestId());
		assertThat(outcome.delivered()).isEmpty();
		assertThat(requests()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 2", "3, 2", "10, 2" })
	void anErrorIsRepeatedOnceWhateverTheNumberOfAttempts(int maxAttempts, int requests) {
		for (Way way : Way.values()) {
			for (ChatApi api : ChatApi.values()) {
				service.emulator().reset();
				service.emulator().onAnyMessage().reply("").finishReason(error(api));

				way.ask(model(maxAttempts), prompt(api)).passing(FailureKind.MODEL_OUTPUT);

				assertThat(requests()).isEqualTo(requests);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void theAnswerToTheRepeatIsReturned(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("").finishReason(error(api)).then().reply("It rains.");

		assertThat(way.ask(service.model(), prompt(api)).answer()).isEqualTo("It rains.");
		assertThat(requests()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void anotherFailureDoesNotUseUpTheRepeat(Way way) {
		service.emulator()
			.onAnyMessage()
			.fail(500)
			.then()
			.reply("")
			.finishReason("error")
			.then()
			.fail(500)
			.then()
			.reply("")
			.finishReason("error");

		way.ask(model(10), prompt(ChatApi.V1)).passing(FailureKind.MODEL_OUTPUT);

		assertThat(requests()).isEqualTo(4);
	}

	@ParameterizedTest
	@EnumSource
	void aTemplateOfTheApplicationRepeatsItOnceToo(Way way) {
		RetryPolicy policy = RetryPolicy.builder()
			.includes(TransientAiException.class)
			.maxRetries(5)
			.delay(Duration.ofMillis(2))
			.build();
		service.emulator().onAnyMessage().reply("").finishReason("error");

		way.ask(service.model((api) -> api.retryTemplate(new RetryTemplate(policy))), prompt(ChatApi.V1))
			.passing(FailureKind.MODEL_OUTPUT);

		assertThat(requests()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void anErrorAfterTextIsAnAnswer(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("It rains.").finishReason(error(api));

		Outcome outcome = way.ask(service.model(), prompt(api));

		assertThat(outcome.answer()).isEqualTo("It rains.");
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualToIgnoringCase(error(api));
		assertThat(requests()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "CALL, 2", "STREAM, 1" })
	void aStreamThatDeliveredReasoningIsNotRepeated(Way way, int requests) {
		for (ChatApi api : ChatApi.values()) {
			service.emulator().reset();
			service.emulator().onAnyMessage().reply("").reasoning("Let me see.").finishReason(error(api));

			way.ask(service.model(), prompt(api)).passing(FailureKind.MODEL_OUTPUT);

			assertThat(requests()).isEqualTo(requests);
		}
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void aCallBesideAnErrorIsACall(Way way, ChatApi api) {
		service.emulator().onAnyMessage().callFunction("weather", "{}").finishReason(error(api));

		assertThat(way.ask(service.model(), prompt(api)).responses())
			.anySatisfy((response) -> assertThat(response.hasToolCalls()).isTrue());
		assertThat(requests()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void aPictureBesideAnErrorIsAnAnswer(Way way) {
		service.emulator().onAnyMessage().draw("").finishReason("error");

		Outcome outcome = way.ask(service.model(), new Prompt("Draw a cat",
				GigaChatOptions.builder().model("GigaChat-2-Max").functionCall(FunctionCallMode.AUTO).build()));

		assertThat(outcome.error()).isNull();
		assertThat(outcome.responses())
			.anySatisfy((response) -> assertThat(response.getResult().getOutput().getMedia()).hasSize(1));
		assertThat(requests()).isEqualTo(1);
	}

	@Test
	void contentAndEntityOfAChatClientThrowTheFailure() {
		service.emulator().onAnyMessage().reply("").finishReason("error");
		ChatClient client = ChatClient.create(service.model());

		assertThat(
				catchThrowableOfType(GigaChatTransientException.class, () -> client.prompt("Weather?").call().content())
					.kind())
			.isEqualTo(FailureKind.MODEL_OUTPUT);
		assertThat(catchThrowableOfType(GigaChatTransientException.class,
				() -> client.prompt("Weather?").call().entity(Weather.class))
			.kind()).isEqualTo(FailureKind.MODEL_OUTPUT);
	}

	@Test
	void aRepeatIsCountedUnderItsKind() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		service.emulator().onAnyMessage().reply("").finishReason("error").then().reply("It rains.");

		Way.CALL.ask(service.model((api) -> api.meterRegistry(registry)), prompt(ChatApi.V1)).answer();

		assertThat(registry.get("gigachat.retries").tag("error", "model-output").counter().count()).isEqualTo(1);
	}

	/** A stream that brought nothing but empty elements has delivered nothing. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"V1 | {'choices':[{'delta':{'role':'assistant','content':''},'index':0}],'model':'m'}",
			"V1 | {'choices':[{'delta':{'role':'function_in_progress','content':'12 s'},'index':0}],'model':'m'}",
			"V2 | {'messages':[{'role':'assistant','content':[{'text':''}]}],'model':'m'}",
			"V2 | {'messages':[{'role':'assistant','content':[{'tool_execution':{'name':'web_search',"
					+ "'seconds_left':3}}]}],'model':'m'}" },
			quoteCharacter = '"')
	void anElementWithoutContentIsNoDelivery(ChatApi api, String event) {
		String name = (api == ChatApi.V2) ? "event: response.message.delta\n" : "";
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, EVENTS, name + "data: " + event.replace('\'', '"') + "\n\n")
			.then()
			.reply("It rains.");

		assertThat(Way.STREAM.ask(service.model(), prompt(api)).answer()).isEqualTo("It rains.");
		assertThat(requests()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "V1 | {'choices':[{'delta':{'role':'assistant','content':'It'},'index':0}],'model':'m'}",
					"V1 | {'choices':[{'delta':{'role':'assistant','reasoning_content':'hm'},'index':0}],'model':'m'}",
					"V2 | {'messages':[{'role':'assistant','content':[{'text':'It'}]}],'model':'m'}",
					"V2 | {'messages':[{'role':'reasoning','content':[{'text':'hm'}]}],'model':'m'}" },
			quoteCharacter = '"')
	void anElementWithContentIsADelivery(ChatApi api, String event) {
		String name = (api == ChatApi.V2) ? "event: response.message.delta\n" : "";
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, EVENTS, name + "data: " + event.replace('\'', '"') + "\n\n")
			.then()
			.reply("It rains.");

		Way.STREAM.ask(service.model(), prompt(api)).passing(FailureKind.CUT);
		assertThat(requests()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void anAnswerCutBeforeItsFirstWordIsReturnedWithOneWarning(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("").reasoning("Let me see.").finishReason("length");

		Outcome outcome;
		List<String> warnings;
		try (LoggedWarnings log = new LoggedWarnings()) {
			outcome = way.ask(service.model(), prompt(api));
			warnings = log.messages();
		}

		assertThat(outcome.answer()).isEmpty();
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("LENGTH");
		assertThat(outcome.whole().getResult().getOutput().getMetadata())
			.containsEntry(GigaChatMetadata.REASONING_CONTENT, "Let me see.");
		assertThat(warnings).singleElement()
			.satisfies((warning) -> assertThat(warning).contains("max-tokens",
					service.emulator().lastChatRequest().requestId()));
		assertThat(requests()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void anAnswerCutAfterTextIsNotWarnedOf(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("It rains").finishReason("length");

		try (LoggedWarnings log = new LoggedWarnings()) {
			assertThat(way.ask(service.model(), prompt(api)).answer()).isEqualTo("It rains");

			assertThat(log.messages()).isEmpty();
		}
	}

	record Weather(String city, String weather) {
	}

}
