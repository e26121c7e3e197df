package io.github.gigachat.samples.readme;

import java.util.Objects;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The example of the page on errors that answers an HTTP client in the client's words.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class ClientErrorTests {

	@Autowired
	GigaChatEmulator gigachat;

	@Autowired
	GigaChatModel model;

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void namesTheParameterOfTheClient() {
		ClientError error = errorOf(new Prompt("Hello?", GigaChatOptions.builder().maxTokens(0).build()));

		assertThat(error).isEqualTo(
				new ClientError(400, "max_completion_tokens", "max_completion_tokens has to be at least 1, but is 0"));
	}

	@Test
	void namesThePartOfTheMessage() {
		Media animation = new Media(MimeTypeUtils.IMAGE_GIF, new ByteArrayResource(new byte[] { 1 }));

		ClientError error = errorOf(new Prompt(UserMessage.builder().text("What is this?").media(animation).build()));

		assertThat(error.status()).isEqualTo(400);
		assertThat(error.param()).isEqualTo("messages[0].content[0]");
		assertThat(error.message())
			.isEqualTo("Medium 1 of message 1 (image/gif) has a type that GigaChat does not take");
	}

	@Test
	void namesNothingIfTheServiceRefused() {
		this.gigachat.onAnyMessage().fail(402);

		assertThat(errorOf(new Prompt("Hello?"))).isEqualTo(new ClientError(502, null, "The model cannot answer now."));
	}

	private ClientError errorOf(Prompt prompt) {
		return ClientError.of(Objects
			.requireNonNull(catchThrowableOfType(GigaChatNonTransientException.class, () -> this.model.call(prompt))));
	}

}
