package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.model.chat.observation.autoconfigure.ChatObservationAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of Spring AI's own properties that log the content of conversations.
 */
class ContentLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.ai");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	@BeforeEach
	void listen() {
		this.emulator.onUserMessage("QUESTION").reply("ANSWER");
		// content that is logged on purpose must not reach the check for secrets
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.INFO);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	@ParameterizedTest
	@CsvSource({ "spring.ai.chat.observations.log-prompt, QUESTION, ANSWER",
			"spring.ai.chat.observations.log-completion, ANSWER, QUESTION",
			"spring.ai.chat.client.observations.log-prompt, QUESTION, ANSWER",
			"spring.ai.chat.client.observations.log-completion, ANSWER, QUESTION" })
	void aPropertyShowsItsContent(String property, String shown, String hidden) {
		assertThat(linesOf(property + "=true")).anyMatch((line) -> line.contains(shown))
			.noneMatch((line) -> line.contains(hidden))
			.noneMatch((line) -> line.contains(this.emulator.apiKey()));
	}

	@Test
	void noContentIsShownByDefault() {
		assertThat(linesOf("any=true")).noneMatch((line) -> line.contains("QUESTION") || line.contains("ANSWER"));
	}

	private List<String> linesOf(String property) {
		ApplicationContextRunner application = Runners.applicationOf(this.emulator)
			.withConfiguration(AutoConfigurations.of(ChatObservationAutoConfiguration.class))
			.withBean(ObservationRegistry.class, ObservationRegistry::create);
		application.withPropertyValues(property).run((context) -> {
			// without Actuator, which would register the handler beans
			context.getBeanProvider(ObservationHandler.class)
				.forEach((handler) -> context.getBean(ObservationRegistry.class)
					.observationConfig()
					.observationHandler(handler));
			assertThat(Runners.ask(context, "QUESTION")).isEqualTo("ANSWER");
		});
		return List.copyOf(this.appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
