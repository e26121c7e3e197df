package io.github.gigachat.spring.ai.secrets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
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

import static java.nio.charset.StandardCharsets.UTF_8;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no key, token, header value, prompt or answer is in a log, a message, a
 * stack trace or a {@code toString()}, at any log level.
 */
@Timeout(60)
class SecrecyTests {

	private static final String PROMPT = "PROMPT-вопрос-MARKER";

	private static final String ANSWER = "ANSWER-ответ-MARKER";

	private static final String SESSION = "SESSION-MARKER";

	private static final String HEADER = "HEADER-MARKER";

	private static final String TOKEN = "TOKEN-MARKER";

	private static final String WRONG_SECRET = "SECRET-MARKER";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.acceptToken(TOKEN));

	private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring");

	private final Log log = new Log();

	private final List<String> said = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.ours.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		this.ours.detachAppender(this.log);
	}

	private static Prompt question() {
		return new Prompt(PROMPT,
				GigaChatOptions.builder().sessionId(SESSION).headers(Map.of("X-Trace-ID", HEADER)).build());
	}

	private void ask(Way way, GigaChatModel model) {
		Outcome outcome = way.ask(model, question());
		if (outcome.error() != null) {
			StringWriter trace = new StringWriter();
			outcome.error().printStackTrace(new PrintWriter(trace, true));
			this.said.add(trace.toString());
		}
	}

	private void assertNothingWasToldAfter(int failures) {
		assertThat(this.said).hasSize(failures);
		assertThat(this.said).allSatisfy(SecrecyTests::assertTellsNothing);
		assertThat(this.log.lines).allSatisfy(SecrecyTests::assertTellsNothing);
	}

	private static void assertTellsNothing(String text) {
		String key = service.emulator().apiKey();
		String secret = new String(Base64.getDecoder().decode(key), UTF_8).split(":", 2)[1];
		assertThat(text).doesNotContain("MARKER")
			.doesNotContain("вопрос")
			.doesNotContain("ответ")
			.doesNotContain(key)
			.doesNotContain(secret);
		for (RecordedRequest request : service.emulator().chatRequests()) {
			String authorization = request.header("Authorization");
			if (authorization != null) {
				assertThat(text).doesNotContain(authorization.substring("Bearer ".length()));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void successfulCallsShowNoSecret(Way way) {
		GigaChatModel model = service.model();
		service.emulator().onAnyMessage().reply(ANSWER);

		ask(way, model);
		service.emulator().revokeTokens();
		ask(way, model);

		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertNothingWasToldAfter(0);
	}

	@ParameterizedTest
	@EnumSource
	void refusalsShowNoSecret(Way way) {
		GigaChatModel model = service.model();
		service.emulator()
			.onAnyMessage()
			.fail(401)
			.then()
			.fail(401)
			.then()
			.fail(422, "invalid function result json string " + PROMPT + ", error: JSON parse error")
			.then()
			.replyRaw(302, "text/html", PROMPT)
			.header("Location", "https://example.org/login?back=" + SESSION)
			.then()
			.fail(500);

		for (int i = 0; i < 4; i++) {
			ask(way, model);
		}

		assertNothingWasToldAfter(4);
	}

	@ParameterizedTest
	@EnumSource
	void unreadableAnswersShowNoSecret(Way way) {
		GigaChatModel model = service.model();
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "application/json", "{\"choices\":[{\"message\":{\"content\":" + ANSWER + "}}]}")
			.then()
			.replyRaw(200, "application/json", "{\"choices\":\"" + ANSWER + "\"}")
			.then()
			.replyRaw(200, "text/event-stream", "data: {\"choices\":\"" + ANSWER + "\"}\n\n")
			.then()
			.replyRaw(200, "text/event-stream", "data: " + ANSWER + "\n\n")
			.then()
			.replyRaw(200, "text/html", ANSWER)
			.then()
			.replyRaw(200, "application/json", "{\"choices\":[{\"message\":{\"content\":\"" + ANSWER);

		for (int i = 0; i < 6; i++) {
			ask(way, model);
		}

		assertNothingWasToldAfter(6);
	}

	@ParameterizedTest
	@EnumSource
	void failuresOfTheNetworkShowNoSecret(Way way) {
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofMillis(300)));
		service.emulator().onAnyMessage().reply(ANSWER);
		service.emulator().network().onChat().closeBeforeResponse().times(4);
		service.emulator().network().onChat().silentBeforeResponse().times(1);
		service.emulator().network().onChat().cutAfterBytes(20).always();

		for (int i = 0; i < 3; i++) {
			ask(way, model);
		}

		assertNothingWasToldAfter(3);
	}

	@ParameterizedTest
	@EnumSource
	void refusedCredentialsShowNoSecret(Way way) {
		String key = Base64.getEncoder().encodeToString(("client:" + WRONG_SECRET).getBytes(UTF_8));
		service.emulator()
			.onToken()
			.replyRaw(200, "application/json", "{\"access_token\":" + TOKEN + "}")
			.then()
			.replyRaw(200, "application/json", "{\"access_token\":\"" + TOKEN);

		ask(way, service.model((api) -> api.credentials(GigaChatCredentials.authorizationKey(key))));
		ask(way, service.model((api) -> api.credentials(GigaChatCredentials.clientSecret("client", WRONG_SECRET))));
		ask(way, service.model((api) -> api.credentials(GigaChatCredentials.token("TOKEN-MARKER-refused"))));
		ask(way, service.model());
		ask(way, service.model((api) -> api.tokenWaitTimeout(Duration.ofMillis(300))));

		assertNothingWasToldAfter(5);
		assertThat(this.said).allSatisfy((text) -> assertThat(text).doesNotContain(key));
	}

	@ParameterizedTest
	@EnumSource
	void aFailingSupplierShowsNoSecret(Way way) {
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.token(() -> {
			throw new IllegalStateException("the vault is sealed");
		})));

		ask(way, model);

		assertNothingWasToldAfter(1);
	}

	@Test
	void descriptionsShowNoSecret() {
		GigaChatApi api = service.api((builder) -> builder.headers(Map.of("X-Client-ID", HEADER)));
		List<Object> described = List.of(api, GigaChatModel.builder().api(api).build(),
				question().getOptions().toString(), GigaChatCredentials.authorizationKey(service.emulator().apiKey()),
				GigaChatCredentials.clientSecret("client", WRONG_SECRET),
				GigaChatCredentials.userPassword("user", WRONG_SECRET), GigaChatCredentials.token(TOKEN),
				GigaChatCredentials.header("X-Client-ID", HEADER));

		assertThat(described).extracting(Object::toString).allSatisfy(SecrecyTests::assertTellsNothing);
	}

	@Test
	void theLogIsCaptured() {
		service.emulator().onAnyMessage().reply(ANSWER);

		ask(Way.CALL, service.model());

		assertThat(this.log.lines).as("log lines at TRACE").isNotEmpty();
	}

	/**
	 * Every line that is logged, with its stack trace.
	 */
	private static final class Log extends AppenderBase<ILoggingEvent> {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.lines.add(event.getFormattedMessage() + ((event.getThrowableProxy() != null)
					? ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""));
		}

	}

}
