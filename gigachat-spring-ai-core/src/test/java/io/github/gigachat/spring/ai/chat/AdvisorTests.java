package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatRule;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.StructuredOutputValidationAdvisor;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.DocumentRetriever;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.task.SyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests Spring AI's advisors that change a request or make several requests of one: the
 * service accepts each request.
 */
class AdvisorTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NATIVE   | no JSON at all
			NATIVE   | {"name":"Tula"}
			FUNCTION | {"name":"Tula"}
			FUNCTION | {"name":"Tula","people":"many"}
			""")
	void anAnswerThatViolatesTheSchemaIsRequestedAgain(StructuredOutputMode mode, String wrong) {
		ChatRule rule = service.emulator().onAnyMessage();
		String right = "{\"name\":\"Tula\",\"people\":460000}";
		if (mode == StructuredOutputMode.FUNCTION) {
			rule.callFunction("structured_output", wrong).then().callFunction("structured_output", right);
		}
		else {
			rule.reply(wrong).then().reply(right);
		}

		City city = client(mode).prompt("A city?")
			.call()
			.entity(City.class, (entity) -> entity.useProviderStructuredOutput().validateSchema());

		assertThat(city).isEqualTo(new City("Tula", 460000));
		assertThat(questions()).hasSize(2);
		assertThat(questions().get(0)).isEqualTo("A city?");
		assertThat(questions().get(1)).startsWith("A city?").contains("Output JSON validation failed because of: ");
	}

	@Test
	void anAnswerByThePromptIsValidatedToo() {
		service.emulator().onAnyMessage().reply("Tula.").then().reply("{\"name\":\"Tula\",\"people\":460000}");

		City city = client(StructuredOutputMode.NATIVE).prompt("A city?")
			.call()
			.entity(City.class, (entity) -> entity.validateSchema());

		assertThat(city).isEqualTo(new City("Tula", 460000));
		assertThat(questions()).hasSize(2).allSatisfy((question) -> assertThat(question).contains("JSON Schema"));
	}

	@Test
	void anAnswerAfterAToolIsValidatedAndTheCallIsNot() {
		service.emulator()
			.onRequest((request) -> request.functionResults().isEmpty())
			.callFunction("census", Map.of("city", "Tula"));
		service.emulator()
			.onFunctionResult("census")
			.reply("{\"name\":\"Tula\"}")
			.then()
			.reply("{\"name\":\"Tula\",\"people\":460000}");

		City city = client(StructuredOutputMode.NATIVE).prompt("A city?")
			.tools(census())
			.call()
			.entity(City.class, (entity) -> entity.useProviderStructuredOutput().validateSchema());

		assertThat(city).isEqualTo(new City("Tula", 460000));
	}

	@Test
	void theLoopEndsIfNoAnswerConformsToTheSchema() {
		service.emulator().onAnyMessage().reply("{\"name\":\"Tula\"}");
		StructuredOutputValidationAdvisor validation = StructuredOutputValidationAdvisor.builder()
			.outputType(City.class)
			.maxRepeatAttempts(2)
			.build();

		String answer = client(StructuredOutputMode.NATIVE).prompt("A city?").advisors(validation).call().content();

		assertThat(answer).isEqualTo("{\"name\":\"Tula\"}");
		assertThat(questions()).hasSize(3);
	}

	/** Spring AI's own limit: it is an error of the stream and not a wrong answer. */
	@Test
	void aStreamIsNotValidated() {
		StructuredOutputValidationAdvisor validation = StructuredOutputValidationAdvisor.builder()
			.outputType(City.class)
			.build();

		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(
				() -> Way.STREAM.content(client(StructuredOutputMode.NATIVE).prompt("A city?").advisors(validation)));
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void retrievedDocumentsAreSentWithTheQuestion(Way way) {
		service.emulator()
			.onRequest((request) -> request.lastUserText().contains("Samovars are made in Tula."))
			.reply("In Tula.");
		RetrievalAugmentationAdvisor retrieval = RetrievalAugmentationAdvisor.builder()
			.documentRetriever(new Shelf())
			.taskExecutor(new SyncTaskExecutor())
			.build();

		String answer = way.content(client(StructuredOutputMode.NATIVE).prompt()
			.system("Be brief.")
			.user("Where are samovars made?")
			.advisors(retrieval));

		assertThat(answer).isEqualTo("In Tula.");
		assertThat(service.emulator().lastChatRequest().chat().messages()).extracting(ChatMessage::role)
			.containsExactly("system", "user");
		assertThat(questions()).singleElement()
			.asString()
			.contains("Samovars are made in Tula.", "Where are samovars made?")
			.doesNotContain("Lace");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void retrievedDocumentsStayWhileToolsAreCalled(Way way) {
		service.emulator().onUserMessage("Samovars are made in Tula.").callFunction("census", Map.of("city", "Tula"));
		service.emulator().onFunctionResult("census").reply("In a city of 460000.");
		RetrievalAugmentationAdvisor retrieval = RetrievalAugmentationAdvisor.builder()
			.documentRetriever(new Shelf())
			.taskExecutor(new SyncTaskExecutor())
			.build();

		String answer = way.content(client(StructuredOutputMode.NATIVE).prompt("Where are samovars made?")
			.tools(census())
			.advisors(retrieval));

		assertThat(answer).isEqualTo("In a city of 460000.");
		assertThat(questions()).hasSize(2)
			.allSatisfy((question) -> assertThat(question).containsOnlyOnce("Samovars are made in Tula."));
	}

	private static ChatClient client(StructuredOutputMode mode) {
		return ChatClient.create(GigaChatModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatOptions.builder().structuredOutput(mode).build())
			.build());
	}

	/** The user's words of each request. */
	private static List<String> questions() {
		return service.emulator()
			.chatRequests()
			.stream()
			.map(RecordedRequest::chat)
			.map((request) -> request.lastUserText())
			.toList();
	}

	private static ToolCallback census() {
		return FunctionToolCallback.builder("census", (Place place) -> 460000)
			.description("Counts the people of a city")
			.inputType(Place.class)
			.build();
	}

	record City(String name, int people) {
	}

	record Place(String city) {
	}

	/** Two documents, each found by its subject. */
	private static final class Shelf implements DocumentRetriever {

		private static final Map<String, String> DOCUMENTS = Map.of("samovars", "Samovars are made in Tula.", "lace",
				"Lace is made in Vologda.");

		@Override
		public List<Document> retrieve(Query query) {
			return DOCUMENTS.entrySet()
				.stream()
				.filter((document) -> query.text().contains(document.getKey()))
				.map((document) -> new Document(document.getValue()))
				.toList();
		}

	}

}
