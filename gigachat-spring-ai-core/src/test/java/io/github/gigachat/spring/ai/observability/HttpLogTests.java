package io.github.gigachat.spring.ai.observability;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the log of the traffic: one line per exchange at DEBUG, bodies at TRACE if they
 * are switched on, and no secret in either.
 */
@Timeout(60)
class HttpLogTests {

	private static final String QUESTION = "QUESTION-вопрос";

	private static final String HEADER = "HEADER-VALUE";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai.api");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.TRACE);
		this.appender.start();
		this.logger.addAppender(this.appender);
		// what is shown here on purpose is nobody else's
		this.logger.setAdditive(false);
	}

	@AfterEach
	void stopListening() {
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	private List<String> lines(Level level) {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLevel() == level)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@ParameterizedTest
	@EnumSource
	void eachExchangeIsLoggedInOneLine(Way way) {
		service.emulator().onAnyMessage().reply("ANSWER");

		way.ask(service.model(), new Prompt(QUESTION));

		await().atMost(EmulatedService.LIMIT).untilAsserted(() -> assertThat(lines(Level.DEBUG)).hasSize(2));
		assertThat(lines(Level.DEBUG)).anySatisfy((line) -> assertThat(line).startsWith("POST /api/v2/oauth completed"))
			.anySatisfy((line) -> assertThat(line).matches(
					"POST \\S*/chat/completions completed, status 200" + ", \\d+ bytes sent, \\d+ received, \\d+ ms"));
	}

	@ParameterizedTest
	@EnumSource
	void eachRefusalIsLoggedInOneLine(Way way) {
		service.emulator().onAnyMessage().fail(422, "QUOTED " + QUESTION);

		way.ask(service.model(), new Prompt(QUESTION));

		await().atMost(EmulatedService.LIMIT).untilAsserted(() -> assertThat(lines(Level.DEBUG)).hasSize(2));
		assertThat(lines(Level.DEBUG)).anySatisfy((line) -> assertThat(line).contains("status 422"));
	}

	@ParameterizedTest
	@EnumSource
	void noBodyIsLoggedUnlessConfigured(Way way) {
		service.emulator().onAnyMessage().reply("ANSWER");

		way.ask(service.model(), new Prompt(QUESTION));

		assertThat(lines(Level.TRACE)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void noBodyIsLoggedAboveTrace(Way way) {
		this.logger.setLevel(Level.DEBUG);
		service.emulator().onAnyMessage().reply("ANSWER");

		way.ask(service.model((api) -> api.logBodies(true)), new Prompt(QUESTION));

		assertThat(this.appender.list).extracting(ILoggingEvent::getFormattedMessage)
			.isNotEmpty()
			.noneMatch((line) -> line.contains("ANSWER") || line.contains(QUESTION));
	}

	@Test
	void logsTheBodiesOfACall() {
		service.emulator().onAnyMessage().reply("ANSWER");

		service.model((api) -> api.logBodies(true)).call(new Prompt(QUESTION));

		assertThat(lines(Level.TRACE)).satisfiesExactly(
				(line) -> assertThat(line).startsWith("#1 POST /chat/completions request: {").contains(QUESTION),
				(line) -> assertThat(line).startsWith("#1 POST /chat/completions answer 200: {").contains("ANSWER"));
	}

	@ParameterizedTest
	@EnumSource
	void logsTheBodiesOfTheV2ApiIfConfigured(Way way) {
		Prompt prompt = new Prompt(QUESTION, GigaChatOptions.builder().api(ChatApi.V2).build());
		service.emulator().onAnyMessage().reply("ANSWER");

		way.ask(service.model(), prompt).answer();
		assertThat(lines(Level.TRACE)).isEmpty();
		way.ask(service.model((api) -> api.logBodies(true)), prompt).answer();

		assertThat(lines(Level.TRACE)).hasSizeGreaterThan(1)
			.allSatisfy((line) -> assertThat(line).startsWith("#1 POST /v2/chat/completions ").doesNotContain("Bearer"))
			.anySatisfy((line) -> assertThat(line).contains("request: {", QUESTION))
			.anySatisfy((line) -> assertThat(line).contains("ANSWER"));
		await().atMost(EmulatedService.LIMIT).untilAsserted(() -> assertThat(lines(Level.DEBUG)).hasSize(4));
		assertThat(lines(Level.DEBUG)).noneMatch((line) -> line.contains("ANSWER") || line.contains(QUESTION))
			.anySatisfy((line) -> assertThat(line).startsWith("POST /v2/chat/completions completed, status 200"));
	}

	@Test
	void logsTheEventsOfAStream() {
		service.emulator().onAnyMessage().replyInChunks("AN", "SWER");

		service.model((api) -> api.logBodies(true)).stream(new Prompt(QUESTION)).blockLast();

		List<String> lines = lines(Level.TRACE);
		assertThat(lines.get(0)).startsWith("#1 POST /chat/completions request: {").contains(QUESTION);
		assertThat(lines.subList(1, lines.size())).hasSizeGreaterThan(2)
			.allSatisfy((line) -> assertThat(line).startsWith("#1 POST /chat/completions event: "))
			.anySatisfy((line) -> assertThat(line).contains("\"SWER\""))
			.last()
			.asString()
			.endsWith("[DONE]");
	}

	@ParameterizedTest
	@EnumSource
	void logsTheBodyOfARefusal(Way way) {
		service.emulator().onAnyMessage().fail(422, "words of the service");

		way.ask(service.model((api) -> api.logBodies(true)), new Prompt(QUESTION));

		assertThat(lines(Level.TRACE)).hasSize(2)
			.last()
			.asString()
			.startsWith("#1 POST /chat/completions answer 422: ")
			.contains("words of the service");
	}

	@ParameterizedTest
	@EnumSource
	void secretsQuotedByABodyAreMasked(Way way) {
		GigaChatModel model = service.model((api) -> api.logBodies(true).headers(Map.of("X-Client-ID", HEADER)));
		model.call(new Prompt("first, for the token"));
		String token = service.emulator().lastChatRequest().header("Authorization").substring("Bearer ".length());
		service.emulator()
			.onUserMessage("mirror")
			.replyRaw(400, "text/html", "you sent Bearer " + token + "\nand " + HEADER + "\r\nback");

		way.ask(model, new Prompt("mirror"));

		assertThat(lines(Level.TRACE)).last()
			.isEqualTo("#2 POST /chat/completions answer 400: you sent Bearer ***\\nand ***\\r\\nback");
		assertNoSecret(token);
	}

	@ParameterizedTest
	@EnumSource
	void noBodyOfTheTokenEndpointOrTheModelsIsLogged(Way way) {
		GigaChatModel model = service.model((api) -> api.logBodies(true));
		way.ask(model, new Prompt("one"));
		service.emulator().revokeTokens();
		way.ask(model, new Prompt("two"));
		service.api((api) -> api.logBodies(true)).models();

		assertThat(lines(Level.TRACE)).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains("/chat/completions"));
		for (RecordedRequest request : service.emulator().chatRequests()) {
			assertNoSecret(request.header("Authorization").substring("Bearer ".length()));
		}
	}

	private void assertNoSecret(String token) {
		assertThat(this.appender.list).extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((line) -> line.contains(token) || line.contains(HEADER)
					|| line.contains(service.emulator().apiKey())
					|| line.contains(new String(Base64.getDecoder().decode(service.emulator().apiKey()),
							StandardCharsets.UTF_8)));
	}

}
