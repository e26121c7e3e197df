package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a property and a level enable the log of bodies.
 */
class HttpLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai.api");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	@BeforeEach
	void listen() {
		this.emulator.onUserMessage("QUESTION").reply("ANSWER");
		this.logger.setLevel(Level.TRACE);
		// content that is logged on purpose must not reach the check for secrets
		this.logger.setAdditive(false);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	private List<String> linesOf(String property) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues(property)
			.run((context) -> Runners.ask(context, "QUESTION"));
		return List.copyOf(this.appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Test
	void bodiesAreLoggedIfConfigured() {
		assertThat(linesOf("spring.ai.gigachat.log-bodies=true")).anyMatch((line) -> line.contains("QUESTION"))
			.anyMatch((line) -> line.contains("ANSWER"))
			.noneMatch((line) -> line.contains(this.emulator.apiKey()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.log-bodies=", "spring.ai.gigachat.log-bodies=false" })
	void onlyExchangesAreLoggedByDefault(String property) {
		assertThat(linesOf(property))
			.anyMatch((line) -> line.startsWith("POST /v1/chat/completions completed, status 200"))
			.noneMatch((line) -> line.contains("QUESTION") || line.contains("ANSWER"));
	}

}
