package io.github.gigachat.spring.ai.structured;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.MapOutputConverter;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests answers by a schema, in each way to request one.
 */
class StructuredOutputTests {

	private static final String FILM = """
			{"title":"Сталкер","year":1979,"genre":"DRAMA","premiere":"1979-05-25","cast":[{"name":"Кайдановский"}],"remark":null}""";

	private static final String SCHEMA = """
			{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void aSchemaIsRequestedByThePromptByDefault() {
		service.emulator().onAnyMessage().reply(FILM);

		Film film = ChatClient.create(service.model()).prompt("A film?").call().entity(Film.class);

		assertFilm(film);
		assertThat(sent().has("response_format")).isFalse();
		assertThat(sent().path("messages").path(0).path("content").asString()).contains("JSON Schema");
	}

	@Test
	void aSchemaIsRequestedByTheResponseFormat() {
		service.emulator().onAnyMessage().reply(FILM);

		Film film = ChatClient.create(service.model())
			.prompt("A film?")
			.call()
			.entity(Film.class, (spec) -> spec.useProviderStructuredOutput());

		assertFilm(film);
		JsonNode format = sent().path("response_format");
		assertThat(format.path("type").asString()).isEqualTo("json_schema");
		assertThat(format.path("strict").asBoolean()).isTrue();
		assertThat(format.path("schema").path("properties").propertyNames()).contains("title", "cast");
		assertThat(sent().path("messages").path(0).path("content").asString()).isEqualTo("A film?");
	}

	@Test
	void aSchemaIsRequestedByAForcedFunction() {
		service.emulator().onAnyMessage().callFunction("structured_output", FILM);

		Film film = ChatClient.create(model(StructuredOutputMode.FUNCTION))
			.prompt("A film?")
			.call()
			.entity(Film.class, (spec) -> spec.useProviderStructuredOutput());

		assertFilm(film);
		assertThat(sent().has("response_format")).isFalse();
		assertThat(sent().path("function_call").path("name").asString()).isEqualTo("structured_output");
	}

	@Test
	void theFunctionsArgumentsAreTextWithoutACallByCallAndByStream() {
		service.emulator().onAnyMessage().callFunction("structured_output", Map.of("answer", "да"));
		Prompt prompt = new Prompt("Well?",
				GigaChatOptions.builder().structuredOutput(StructuredOutputMode.FUNCTION).outputSchema(SCHEMA).build());

		ChatResponse called = service.model().call(prompt);
		ChatResponse streamed = service.model().stream(prompt).blockLast();

		assertThat(List.of(called, streamed)).allSatisfy((response) -> {
			assertThat(response.getResult().getOutput().getText()).isEqualTo("{\"answer\":\"да\"}");
			assertThat(response.getResult().getOutput().hasToolCalls()).isFalse();
			assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		});
	}

	@ParameterizedTest
	@EnumSource(StructuredOutputMode.class)
	void aToolIsCalledBeforeTheAnswer(StructuredOutputMode mode) {
		service.emulator().onUserMessage("Well?").callFunction("oracle", Map.of("question", "?"));
		if (mode == StructuredOutputMode.FUNCTION) {
			service.emulator().onFunctionResult("oracle").callFunction("structured_output", Map.of("answer", "42"));
		}
		else {
			service.emulator().onFunctionResult("oracle").reply("{\"answer\":\"42\"}");
		}

		Answer answer = ChatClient.create(model(mode))
			.prompt("Well?")
			.tools(oracle())
			.call()
			.entity(Answer.class, (spec) -> spec.useProviderStructuredOutput());

		assertThat(answer).isEqualTo(new Answer("42"));
		assertThat(sent().path("function_call").asString()).isEqualTo("auto");
		assertThat(sent().has("response_format")).isEqualTo(mode != StructuredOutputMode.FUNCTION);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 422 })
	void aRefusedFormatBesideToolsHintsAtTheOtherWay(int status) {
		service.emulator().onAnyMessage().fail(status);
		GigaChatOptions options = GigaChatOptions.builder().toolCallbacks(oracle()).outputSchema(SCHEMA).build();

		Throwable called = catchThrowable(() -> service.model().call(new Prompt("Well?", options)));
		Throwable streamed = catchThrowable(() -> service.model().stream(new Prompt("Well?", options)).blockLast());

		assertThat(List.of(called, streamed)).allSatisfy((failure) -> assertThat(failure)
			.isInstanceOfSatisfying(GigaChatNonTransientException.class, (typed) -> {
				assertThat(typed.status()).isEqualTo(status);
				assertThat(typed.hint()).contains("spring.ai.gigachat.chat.structured-output=function");
			}));
	}

	@Test
	void listsAndMapsAreReadInEachMode() {
		service.emulator().onAnyMessage().reply("[{\"answer\":\"a\"},{\"answer\":\"b\"}]");
		ChatClient client = ChatClient.create(service.model());

		List<Answer> prompted = client.prompt("Well?").call().entity(new ParameterizedTypeReference<List<Answer>>() {
		});
		service.emulator()
			.onAnyMessage()
			.callFunction("structured_output", "{\"value\":[{\"answer\":\"a\"},{\"answer\":\"b\"}]}");
		List<Answer> byFunction = ChatClient.create(model(StructuredOutputMode.FUNCTION))
			.prompt("Well?")
			.call()
			.entity(new ParameterizedTypeReference<List<Answer>>() {
			}, (spec) -> spec.useProviderStructuredOutput());
		service.emulator().onAnyMessage().reply("{\"a\":1}");
		Map<String, Object> map = client.prompt("Well?").call().entity(new MapOutputConverter());

		assertThat(List.of(prompted, byFunction)).containsOnly(List.of(new Answer("a"), new Answer("b")));
		assertThat(map).isEqualTo(Map.of("a", 1));
	}

	@Test
	void aListOfARecursiveTypeIsReadByAFunction() {
		service.emulator()
			.onAnyMessage()
			.callFunction("structured_output",
					"{\"value\":[{\"name\":\"a\",\"parts\":[{\"name\":\"b\",\"parts\":[]}]}]}");

		List<Part> parts = ChatClient.create(model(StructuredOutputMode.FUNCTION))
			.prompt("Well?")
			.call()
			.entity(new ParameterizedTypeReference<List<Part>>() {
			}, (spec) -> spec.useProviderStructuredOutput());

		assertThat(parts).containsExactly(new Part("a", List.of(new Part("b", List.of()))));
		JsonNode inner = sent().at("/functions/0/parameters/properties/value/items/properties/parts");
		assertThat(inner.path("type").asString()).isEqualTo("array");
		assertThat(inner.at("/items/properties").propertyNames()).containsExactly("name", "parts");
	}

	@Test
	void referencesIntoASchemaThatIsNoObjectAreResolvedForAFunction() {
		service.emulator().onAnyMessage().callFunction("structured_output", "{\"value\":[]}");

		service.model()
			.call(new Prompt("Well?",
					GigaChatOptions.builder().structuredOutput(StructuredOutputMode.FUNCTION).outputSchema("""
							{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"},\
							"b":{"$ref":"#/items/properties/a"},"c":{"$ref":"#/$defs/C"},\
							"$ref":{"const":"#/items"}}},"$defs":{"C":{"type":"boolean"}}}""").build()));

		JsonNode properties = sent().at("/functions/0/parameters/properties/value/items/properties");
		assertThat(properties.at("/b/type").asString()).isEqualTo("integer");
		assertThat(properties.at("/c/type").asString()).isEqualTo("boolean");
		assertThat(properties.at("/$ref/enum/0").asString()).isEqualTo("#/items");
	}

	@ParameterizedTest
	@EnumSource(StructuredOutputMode.class)
	void anInvalidSchemaIsRefusedBeforeItIsSent(StructuredOutputMode mode) {
		GigaChatOptions options = GigaChatOptions.builder().structuredOutput(mode).outputSchema("{\"type\":").build();

		Throwable failure = catchThrowable(() -> service.model().call(new Prompt("Well?", options)));

		assertThat(failure).isInstanceOf(GigaChatNonTransientException.class)
			.hasMessageContaining("output-schema is not a JSON object");
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void aCutAnswerIsTextAndNumbersKeepTheirDigits() {
		GigaChatOptions options = GigaChatOptions.builder()
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema("{\"type\":\"array\",\"items\":{\"type\":\"number\",\"maximum\":1e400}}")
			.build();
		service.emulator().onAnyMessage().callFunction("structured_output", "{\"value\":[0.12345678901234567890123]}");
		ChatResponse exact = service.model().call(new Prompt("Well?", options));
		service.emulator().onAnyMessage().replyRaw(200, "application/json", """
				{"choices":[{"message":{"content":"","function_call":{"name":"structured_output",\
				"arguments":"{\\"value\\":[0.1"}},"finish_reason":"length"}]}""");
		ChatResponse cut = service.model().call(new Prompt("Well?", options));

		assertThat(service.emulator().lastChatRequest().body()).contains("\"maximum\":1E+400");
		assertThat(exact.getResult().getOutput().getText()).isEqualTo("[0.12345678901234567890123]");
		assertThat(cut.getResult().getOutput().getText()).isEqualTo("{\"value\":[0.1");
	}

	@Test
	void textBesideTheAnswerIsKeptApart() {
		Prompt prompt = new Prompt("Well?",
				GigaChatOptions.builder().structuredOutput(StructuredOutputMode.FUNCTION).outputSchema(SCHEMA).build());
		String call = "\"function_call\":{\"name\":\"structured_output\",\"arguments\":{\"answer\":\"да\"}}";
		service.emulator().onAnyMessage().replyRaw(200, "application/json", """
				{"choices":[{"message":{"role":"assistant","content":"Here you are",%s},\
				"finish_reason":"function_call"}]}""".formatted(call));
		ChatResponse called = service.model().call(prompt);
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"role":"assistant","content":"Here "}}]}

				data: {"choices":[{"delta":{"role":"function_in_progress","content":"1 %%"}}]}

				data: {"choices":[{"delta":{"content":"you are",%s},"finish_reason":"function_call"}]}

				data: [DONE]

				""".formatted(call));
		List<ChatResponse> streamed = service.model().stream(prompt).collectList().block();

		assertThat(streamed).extracting((response) -> response.getResult().getOutput().getText())
			.containsExactly("", "", "", "{\"answer\":\"да\"}");
		assertThat(List.of(called, streamed.get(3))).allSatisfy((response) -> {
			assertThat(response.getResult().getOutput().getText()).isEqualTo("{\"answer\":\"да\"}");
			assertThat(response.getResult().getOutput().getMetadata())
				.containsEntry(GigaChatMetadata.TEXT_BESIDE_ANSWER, "Here you are");
			assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		});
	}

	@Test
	void textWithoutAnAnswerArrivesAtTheEnd() {
		service.emulator().onAnyMessage().replyInChunks("I ", "do ", "not ", "know");
		GigaChatOptions options = GigaChatOptions.builder()
			.toolCallbacks(oracle())
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema(SCHEMA)
			.build();

		List<ChatResponse> streamed = service.model().stream(new Prompt("Well?", options)).collectList().block();

		assertThat(streamed).filteredOn((response) -> !response.getResult().getOutput().getText().isEmpty())
			.singleElement()
			.satisfies((response) -> {
				assertThat(response.getResult().getOutput().getText()).isEqualTo("I do not know");
				assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
			});
	}

	@Test
	void textBeforeAToolsCallAndBeforeAFailureIsDelivered() {
		GigaChatOptions options = GigaChatOptions.builder()
			.toolCallbacks(oracle())
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema(SCHEMA)
			.build();
		String text = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Let me ask\"}}]}\n\n";
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", text + """
				data: {"choices":[{"delta":{"function_call":{"name":"oracle","arguments":{}}},\
				"finish_reason":"function_call"}]}

				data: [DONE]

				""");
		List<ChatResponse> asked = service.model().stream(new Prompt("Well?", options)).collectList().block();
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", text);
		Outcome cut = Way.STREAM.ask(service.model(), new Prompt("Well?", options));

		assertThat(asked).extracting((response) -> response.getResult().getOutput().getText())
			.containsExactly("", "Let me ask", "");
		assertThat(asked.get(2).hasToolCalls()).isTrue();
		assertThat(cut.responses()).extracting((response) -> response.getResult().getOutput().getText())
			.containsExactly("", "Let me ask");
		cut.passing(FailureKind.CUT);
	}

	@Test
	void theSchemaOfPortableOptionsIsTaken() {
		service.emulator().onAnyMessage().reply("{\"answer\":\"да\"}");

		service.model().call(new Prompt("Well?", StructuredOutputChatOptions.builder().outputSchema(SCHEMA).build()));

		assertThat(sent().path("response_format").path("schema")).isEqualTo(JsonMapper.shared().readTree(SCHEMA));
	}

	@Test
	void theOutputFunctionHasNoToolsName() {
		service.emulator().onAnyMessage().callFunction("structured_output_2", Map.of("answer", "да"));
		ToolCallback rival = FunctionToolCallback.builder("structured_output", (Question question) -> "no")
			.description("A tool that has the name already")
			.inputType(Question.class)
			.build();

		ChatResponse response = service.model()
			.call(new Prompt("Well?",
					GigaChatOptions.builder()
						.toolCallbacks(rival)
						.structuredOutput(StructuredOutputMode.FUNCTION)
						.outputSchema(SCHEMA)
						.build()));

		assertThat(response.getResult().getOutput().getText()).isEqualTo("{\"answer\":\"да\"}");
	}

	private static GigaChatModel model(StructuredOutputMode mode) {
		return GigaChatModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatOptions.builder().structuredOutput(mode).build())
			.build();
	}

	private static ToolCallback oracle() {
		return FunctionToolCallback.builder("oracle", (Question question) -> "42")
			.description("Knows everything")
			.inputType(Question.class)
			.build();
	}

	private static void assertFilm(Film film) {
		assertThat(film).isEqualTo(new Film("Сталкер", 1979, Genre.DRAMA, LocalDate.of(1979, 5, 25),
				List.of(new Person("Кайдановский")), null));
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

	enum Genre {

		DRAMA, COMEDY

	}

	record Film(String title, int year, Genre genre, LocalDate premiere, List<Person> cast, String remark) {
	}

	record Person(String name) {
	}

	record Answer(String answer) {
	}

	record Part(String name, List<Part> parts) {
	}

	record Question(String question) {
	}

}
