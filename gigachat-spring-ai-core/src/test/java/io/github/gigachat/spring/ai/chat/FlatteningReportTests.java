package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.results;
import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that changes to a request are reported, and that the options for changes are
 * honoured.
 */
class FlatteningReportTests {

	private static final String ODD_SCHEMA = """
			{"type":"object","properties":{"code":{"type":["string","null"],"pattern":"^[A-Z]+$"}}}""";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private Level level;

	@BeforeEach
	void listen() {
		this.level = this.logger.getLevel();
		this.logger.setLevel(Level.DEBUG);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(this.level);
	}

	@Test
	void oneLogLineAndOneEventPerRequestListTheChanges() {
		Events events = new Events();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(events);
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.observationRegistry(registry)
			.build();
		Prompt prompt = new Prompt(system("secret one"), system("secret two"), user("secret question"),
				calls(call("1", "a", "{}"), call("2", "b", "{}")),
				results(new ToolResponse("1", "a", "secret"), new ToolResponse("2", "b", "{}")));

		model.call(prompt);
		model.stream(prompt).blockLast();

		String changes = "systemMessagesJoined=2, parallelCallsSerialised=1, resultsWrapped=1";
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Flattened for GigaChat: " + changes, "Flattened for GigaChat: " + changes);
		assertThat(events.list).containsExactly("gigachat.request.flattened " + changes,
				"gigachat.request.flattened " + changes);
	}

	@Test
	void anUnchangedRequestIsNotReported() {
		service.model().call(new Prompt("Hi"));

		assertThat(this.log.list).isEmpty();
	}

	@Test
	void laterSystemMessagesAreJoinedIfTheOptionsSaySo() {
		service.model()
			.call(new Prompt(
					List.of(new UserMessage("Hi"), new SystemMessage("Be brief."), new UserMessage("Well?"),
							new SystemMessage("Be kind.")),
					GigaChatOptions.builder().laterSystemMessages(LaterSystemMessages.JOIN).build()));

		assertThat(messages()).extracting((message) -> message.path("role").asString())
			.containsExactly("system", "user", "user");
		assertThat(messages().get(0).path("content").asString()).isEqualTo("Be brief.\n\nBe kind.");
	}

	@Test
	void schemasAreAdaptedUnlessTheOptionsSayOtherwise() {
		service.model().call(prompt(null));
		assertThat(codeSchema().path("type").asString()).isEqualTo("string");
		assertThat(codeSchema().has("pattern")).isFalse();
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.asString()
			.contains("schemaKeywordsDropped=[", "pattern");
	}

	@Test
	void aRefusedSchemaIsSentAgainInTheCompatibleForm() {
		// the emulator refuses a list of types, as the service does
		service.emulator().onAnyMessage().reply("Well.");
		String called = service.model().call(prompt(FunctionSchemaMode.AUTO)).getResult().getOutput().getText();

		assertThat(called).isEqualTo("Well.");
		assertThat(service.emulator().chatRequests()).hasSize(2);
		assertThat(code(service.emulator().chatRequests().get(0).body()).path("type").isArray()).isTrue();
		assertThat(codeSchema().path("type").asString()).isEqualTo("string");
	}

	@Test
	void aRefusedSchemaOfAStreamIsSentAgainInTheCompatibleForm() {
		service.emulator().onAnyMessage().reply("Well.");

		String streamed = String.join("",
				service.model()
					.stream(prompt(FunctionSchemaMode.AUTO))
					.mapNotNull((chunk) -> chunk.getResult().getOutput().getText())
					.toIterable());

		assertThat(streamed).isEqualTo("Well.");
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	private static Prompt prompt(FunctionSchemaMode mode) {
		return new Prompt("Hi",
				GigaChatOptions.builder().toolCallbacks(List.of(new OddTool())).functionSchema(mode).build());
	}

	private static JsonNode codeSchema() {
		return code(service.emulator().lastChatRequest().body());
	}

	private static JsonNode code(String body) {
		return JsonMapper.shared()
			.readTree(body)
			.path("functions")
			.path(0)
			.path("parameters")
			.path("properties")
			.path("code");
	}

	private static List<JsonNode> messages() {
		return List.copyOf(
				JsonMapper.shared().readTree(service.emulator().lastChatRequest().body()).path("messages").values());
	}

	/** A tool with a schema that the dialect does not have. */
	private static final class OddTool implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return ToolDefinition.builder().name("odd").description("odd").inputSchema(ODD_SCHEMA).build();
		}

		@Override
		public String call(String toolInput) {
			return Map.of().toString();
		}

	}

	/** Collects the events of all observations. */
	private static final class Events implements ObservationHandler<Observation.Context> {

		private final List<String> list = new CopyOnWriteArrayList<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			this.list.add(event.getName() + " " + event.getContextualName());
		}

	}

}
