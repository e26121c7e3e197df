package io.github.gigachat.samples.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The example of a hand-written tool loop.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class AuditorTests {

	private final List<String> read = new ArrayList<>();

	private final GigaChatEmulator gigachat;

	private final Auditor auditor;

	AuditorTests(@Autowired GigaChatEmulator gigachat, @Autowired ChatModel model) {
		this.gigachat = gigachat;
		this.auditor = new Auditor(model, (arguments) -> {
			this.read.add(arguments);
			return "{\"text\": \"Paid.\"}";
		});
	}

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void executesTheCallsUntilTheModelAnswers() {
		this.gigachat.onUserMessage("bill").callFunction("readFile", Map.of("path", "bill.txt"));
		this.gigachat.onFunctionResult("readFile")
			.callFunction("readFile", Map.of("path", "receipt.txt"))
			.then()
			.reply("It is paid.");

		assertThat(this.auditor.answer("Is the bill paid?")).isEqualTo("It is paid.");
		assertThat(this.read).containsExactly("{\"path\":\"bill.txt\"}", "{\"path\":\"receipt.txt\"}");
		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).hasSize(2);
	}

	@Test
	void endsWithAModelThatDoesNot() {
		this.gigachat.onAnyMessage().callFunction("readFile", Map.of("path", "bill.txt"));

		assertThatIllegalStateException().isThrownBy(() -> this.auditor.answer("Is the bill paid?"));
		assertThat(this.gigachat.chatRequests()).hasSize(10);
	}

}
