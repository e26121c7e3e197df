package io.github.gigachat.samples.readme;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page on requests and answers.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class AnswersTests {

	private static final Prompt PROMPT = new Prompt(new SystemMessage("Be brief."), new SystemMessage("Be kind."),
			new UserMessage("Who are you?"));

	@Autowired
	GigaChatEmulator gigachat;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void aSummaryIsOneText(@Autowired Reporter reporter) {
		this.gigachat.onUserMessage("Summarise").replyInChunks("It is ", "about ", "rain.");

		assertThat(reporter.summarise("It rains.").block()).isEqualTo("It is about rain.");
	}

	@Test
	void aPreviewIsPrintedAndNothingIsSent(@Autowired Inspector inspector) {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();

		inspector.print(PROMPT, new PrintStream(printed, true, StandardCharsets.UTF_8));

		assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList()).satisfiesExactly(
				(line) -> assertThat(line).startsWith("POST /").endsWith("/chat/completions"),
				(line) -> assertThat(line).contains("Who are you?"),
				(line) -> assertThat(line).isEqualTo("Changes: systemMessagesJoined=2"));
		assertThat(this.gigachat.requests()).isEmpty();
	}

	@Test
	void theEndAndTheChangesOfAnAnswerAreKnown(@Autowired Inspector inspector, @Autowired GigaChatModel model) {
		this.gigachat.onAnyMessage().reply("I am").finishReason("length").then().reply("I am GigaChat.");

		ChatResponse cut = model.call(PROMPT);
		ChatResponse whole = model.call(new Prompt("Who are you?"));

		assertThat(inspector.isCut(cut)).isTrue();
		assertThat(inspector.changes(cut)).hasToString("systemMessagesJoined=2");
		assertThat(inspector.isCut(whole)).isFalse();
		assertThat(inspector.changes(whole).isEmpty()).isTrue();
	}

}
