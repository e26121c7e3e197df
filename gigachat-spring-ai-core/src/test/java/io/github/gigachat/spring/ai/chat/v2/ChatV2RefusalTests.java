package io.github.gigachat.spring.ai.chat.v2;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests refusals of both APIs: an option that only the other API has is refused, and the
 * error names the option and that API.
 */
class ChatV2RefusalTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> optionsOfTheOther() {
		return Stream.of(
				of(ChatApi.V1, "built-in-tools", (options) -> options.builtInTools(List.of(BuiltInTool.WEB_SEARCH))),
				of(ChatApi.V1, "response-regex", (options) -> options.responseRegex("\\d+")),
				of(ChatApi.V1, "filter", (options) -> options.filterSettings(new FilterSettings(null, null))),
				of(ChatApi.V1, "storage", (options) -> options.storage(ChatStorage.newThread())),
				of(ChatApi.V1, "reasoning-effort", (options) -> options.reasoningEffort("off")),
				of(ChatApi.V2, "built-in-functions", (options) -> options.builtInFunctions(List.of("text2image"))),
				of(ChatApi.V2, "function-call",
						(options) -> options.functionCall(FunctionCallMode.forced("f", Map.of("a", 1)))));
	}

	private static Arguments of(ChatApi api, String name, UnaryOperator<GigaChatOptions.Builder> option) {
		return Arguments.of(api, name, option.apply(GigaChatOptions.builder()).build());
	}

	@ParameterizedTest
	@MethodSource("optionsOfTheOther")
	void anOptionOfTheOtherApiIsRefusedBeforeTheRequest(ChatApi api, String name, GigaChatOptions options) {
		for (Way way : Way.values()) {
			Outcome outcome = way.ask(service.model(), new Prompt("Hi", options.mutate().api(api).build()));

			assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo(name);
			assertThat(outcome.message()).startsWith(name).contains("spring.ai.gigachat.chat.api");
		}
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void aSchemaTogetherWithARegexIsRefused() {
		Outcome outcome = Way.CALL.ask(service.model(),
				new Prompt("Hi", v2().responseRegex("x").outputSchema("{\"type\":\"object\"}").build()));

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo("response-regex");
		assertThat(outcome.message()).startsWith("response-regex ").contains("output-schema");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "messages", "tools", "model_options.temperature", "model_options.response_format", "storage" })
	void anExtraFieldThatHasAnOptionIsRefused(String field) {
		int dot = field.indexOf('.');
		Map<String, Object> body = (dot < 0) ? Map.of(field, 1)
				: Map.of(field.substring(0, dot), Map.of(field.substring(dot + 1), 1));

		Outcome outcome = Way.CALL.ask(service.model(), new Prompt("Hi", v2().extraBody(body).build()));

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo("extra-body");
		assertThat(outcome.message()).startsWith("extra-body ").contains(field);
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aForcedFunctionThatIsNotOfferedIsRefused(Way way) {
		Outcome outcome = way.ask(service.model(),
				new Prompt("Hi", v2().functionCall(FunctionCallMode.forced("nope")).build()));

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo("function-call");
		assertThat(outcome.message()).startsWith("function-call ").contains("nope", "built-in tools");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aToolThatTheServiceDoesNotKnowIsNamed(Way way) {
		GigaChatFailure failure = way
			.ask(service.model(),
					new Prompt("Hi", v2().builtInTools(List.of(BuiltInTool.of("url_extraction"))).build()))
			.lasting(FailureKind.NOT_FOUND);

		assertThat(failure.serviceMessage()).isEqualTo("Unknown tool url_extraction");
		assertThat(failure.hint()).contains("built-in-tools").doesNotContain("chat.model");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aToolThatTheContractDoesNotHaveIsNamed(Way way) {
		GigaChatFailure failure = way
			.ask(service.model(), new Prompt("Hi", v2().builtInTools(List.of(BuiltInTool.CODE_INTERPRETER)).build()))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.hint()).contains("contract");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void theHintFitsTheRefusal(Way way) {
		GigaChatOptions withTool = v2().builtInTools(List.of(BuiltInTool.CODE_INTERPRETER))
			.outputSchema("{\"type\":\"object\",\"properties\":{}}")
			.toolCallbacks(FunctionToolCallback.builder("f", (Map<String, Object> in) -> "")
				.description("f")
				.inputType(Map.class)
				.build())
			.build();
		assertThat(hint(way, withTool)).contains("contract").doesNotContain("structured-output");

		service.emulator().onAnyMessage().fail(400, "no").then().fail(422, "no");
		assertThat(hint(way, withTool.mutate().builtInTools(List.of(BuiltInTool.WEB_SEARCH)).build()))
			.contains("structured-output=function");
		assertThat(
				hint(way, withTool.mutate().builtInTools(List.of()).outputSchema(null).responseRegex("\\d{4}").build()))
			.contains("response-regex")
			.doesNotContain("structured-output");
	}

	private static String hint(Way way, GigaChatOptions options) {
		return String
			.valueOf(way.ask(service.model(), new Prompt("Hi", options)).lasting(FailureKind.INVALID_REQUEST).hint());
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void anUnknownModelMayNeedTheOtherApi(ChatApi api) {
		for (Way way : Way.values()) {
			GigaChatFailure failure = way
				.ask(service.model(), new Prompt("Hi", GigaChatOptions.builder().api(api).model("Nope").build()))
				.lasting(FailureKind.NOT_FOUND);

			assertThat(failure.hint()).contains("spring.ai.gigachat.chat.model",
					"spring.ai.gigachat.chat.api=" + ((api == ChatApi.V1) ? "v2" : "v1"));
		}
	}

	@Test
	void aBaseUrlWithoutAVersionNeedsTheEndpointToBeSet() {
		String base = service.emulator().baseUrl().replace("/v1", "/gateway");

		Outcome outcome = Way.CALL.ask(service.model((api) -> api.baseUrl(base)), new Prompt("Hi", v2().build()));
		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("spring.ai.gigachat.chat.v2-url");

		GigaChatModel model = service.model((api) -> api.baseUrl(base).v2Url(service.emulator().v2Url()));
		assertThat(Way.STREAM.ask(model, new Prompt("Hi", v2().build())).answer()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://example.org", "https://user@example.org/v2", "https://example.org/v2?x=1", "::" })
	void aWrongEndpointIsRefusedByName(String url) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> GigaChatApi.builder().credentials(GigaChatCredentials.none()).v2Url(url).build())
			.withMessageContaining("spring.ai.gigachat.chat.v2-url");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "https://example.org", "https://example.org/", "https://example.org:8443//", " http://[::1] " })
	void anEndpointWithoutAPathIsRefusedWithAnExample(String url) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> GigaChatApi.builder().credentials(GigaChatCredentials.none()).v2Url(url).build())
			.withMessageContainingAll("spring.ai.gigachat.chat.v2-url", "whole URL", "/v2/chat/completions");
	}

	@Test
	void aFilterOfQuestionsAloneIsRefusedForAnswers() {
		for (FilterSettings.Rules rules : List.of(new FilterSettings.Rules(true, null, null),
				new FilterSettings.Rules(null, true, false))) {
			assertThatIllegalArgumentException().isThrownBy(() -> new FilterSettings(null, rules))
				.withMessageContaining("blacklist");
		}
	}

	@Test
	void anotherOriginGetsTheCredentialsAndNotTheHeadersOfTheBaseUrl() {
		try (GigaChatEmulator elsewhere = GigaChatEmulator.start()) {
			GigaChatModel model = service
				.model((api) -> api.v2Url(elsewhere.v2Url()).headers(Map.of("X-Team", "ours")));

			Way.CALL.ask(model, new Prompt("Hi", v2().headers(Map.of("X-Client-ID", "u-1")).build()));
			assertThat(elsewhere.requests()).isNotEmpty().allSatisfy((request) -> {
				assertThat(request.header("Authorization")).startsWith("Bearer ");
				assertThat(request.header("X-Client-ID")).isEqualTo("u-1");
				assertThat(request.header("X-Team")).isNull();
			});
		}
		Way.CALL.ask(service.model((api) -> api.headers(Map.of("X-Team", "ours"))), new Prompt("Hi", v2().build()));
		assertThat(service.emulator().lastChatRequest().header("X-Team")).isEqualTo("ours");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aRefusedTokenIsReplacedOnce(Way way) {
		GigaChatModel model = service.model();
		way.ask(model, new Prompt("Hi", v2().build())).answer();
		service.emulator().revokeTokens();

		assertThat(way.ask(model, new Prompt("Hi", v2().build())).answer()).isNotEmpty();
		assertThat(service.emulator().tokensIssued()).isEqualTo(2);
	}

	private static GigaChatOptions.Builder v2() {
		return GigaChatOptions.builder().api(ChatApi.V2);
	}

}
