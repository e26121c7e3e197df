package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That an application turns the log of bodies on by a property and a level.
 */
@ExtendWith(OutputCaptureExtension.class)
class HttpLogTests {

	private static final String LOGGER = "io.github.gigachat.spring.ai.api";

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	private final GigaChatEmulator emulator = GigaChatEmulator.start();

	@BeforeEach
	void answer() {
		this.emulator.onUserMessage("QUESTION").reply("ANSWER");
		this.logging.setLogLevel(LOGGER, LogLevel.TRACE);
	}

	@AfterEach
	void close() {
		this.logging.setLogLevel(LOGGER, null);
		this.emulator.close();
	}

	@Test
	void bodiesAreShownWhenAskedFor(CapturedOutput output) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.log-bodies=true")
			.run((context) -> Runners.ask(context, "QUESTION"));

		assertThat(output).contains("QUESTION").contains("ANSWER").doesNotContain(this.emulator.apiKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.log-bodies=", "spring.ai.gigachat.log-bodies=false" })
	void otherwiseOnlyTheExchangesAre(String property, CapturedOutput output) {
		Runners.applicationOf(this.emulator)
			.withPropertyValues(property)
			.run((context) -> Runners.ask(context, "QUESTION"));

		assertThat(output).containsPattern("POST /v1/chat/completions completed, status 200")
			.doesNotContain("QUESTION")
			.doesNotContain("ANSWER");
	}

}
