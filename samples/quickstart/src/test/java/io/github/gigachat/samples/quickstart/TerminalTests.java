package io.github.gigachat.samples.quickstart;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chat on the terminal.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class TerminalTests {

	private static final String NO_KEY = "GIGACHAT_API_KEY is not set";

	@Test
	void theEmulatorAnswersWithoutAKeyAndIsNamedInOneLine() throws Exception {
		try (QuickstartProcess quickstart = QuickstartProcess.start("--server.port=0")) {
			String output = quickstart.type("Привет! Кто ты?\n").endInput().awaitGoodEnd();

			assertThat(output.lines().filter((line) -> line.contains("emulator"))).singleElement()
				.asString()
				.startsWith(NO_KEY);
			assertThat(output).contains("> Это эмулятор GigaChat").contains("«Привет! Кто ты?»").doesNotContain("WARN");
			assertThat(output.lines()).hasSize(5);
		}
	}

	@Test
	void aQuestionForTheTimeShowsTheToolWithoutAKey() throws Exception {
		try (QuickstartProcess quickstart = QuickstartProcess.start("--server.port=0")) {
			String output = quickstart.type("Сколько времени во Владивостоке?\nwhat time is it in London?\n")
				.endInput()
				.awaitGoodEnd();

			assertThat(output).containsPattern("> Сейчас \\d\\d:\\d\\d, \\d{4}-\\d\\d-\\d\\d \\(Asia/Vladivostok\\)")
				.containsPattern("> It is \\d\\d:\\d\\d, \\d{4}-\\d\\d-\\d\\d \\(Europe/London\\)");
		}
	}

	@Test
	void emptyInputEndsTheChatSuccessfully() throws Exception {
		try (QuickstartProcess quickstart = QuickstartProcess.start("--server.port=0")) {
			assertThat(quickstart.endInput().awaitGoodEnd()).doesNotContain("Error").endsWith("> \n");
		}
	}

	@Test
	void aFarewellEndsTheChat() throws Exception {
		try (QuickstartProcess quickstart = QuickstartProcess.start("--server.port=0")) {
			quickstart.type(" Выход \n");

			assertThat(quickstart.awaitGoodEnd()).doesNotContain("Error");
		}
	}

	@Test
	void twoChatsAtATimeUseDifferentPorts() throws Exception {
		try (QuickstartProcess first = QuickstartProcess.start()) {
			first.awaitOutput("> ");
			try (QuickstartProcess second = QuickstartProcess.start()) {
				assertThat(second.endInput().awaitGoodEnd()).contains("Over HTTP: POST http://127.0.0.1:");
			}
			first.endInput().awaitGoodEnd();
		}
	}

	@Test
	void theServiceAnswersInChunksWithAKey(GigaChatEmulator service) throws Exception {
		service.onUserMessage("слон").replyInChunks("Слон ", "большой", ".");
		service.network().onChat().silentAfterEvents(1);
		try (QuickstartProcess quickstart = QuickstartProcess.startWithKey(service, "--server.port=0")) {
			quickstart.type("Какой слон?\n").awaitOutput("> Слон ");

			assertThat(quickstart.output()).doesNotContain("большой");
			service.network().resume();
			assertThat(quickstart.awaitOutput("Слон большой.\n> ").endInput().awaitGoodEnd()).doesNotContain(NO_KEY);
		}
	}

	@Test
	void theConversationIsRemembered(GigaChatEmulator service) throws Exception {
		service.onUserMessage("зовут Аня").reply("Приятно познакомиться!");
		service.onUserMessage("как меня зовут").reply("Аня.");
		try (QuickstartProcess quickstart = QuickstartProcess.startWithKey(service, "--server.port=0")) {
			quickstart.type("Меня зовут Аня\nА как меня зовут?\n").endInput().awaitGoodEnd();
		}

		assertThat(service.lastChatRequest().chat().messages()).extracting(ChatMessage::role)
			.containsExactly("system", "user", "assistant", "user");
		assertThat(service.lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.endsWith("Меня зовут Аня", "Приятно познакомиться!", "А как меня зовут?");
		assertThat(service.tokenRequests()).hasSize(1);
	}

	@Test
	void aFailedTurnIsShownInOneLineAndTheChatGoesOn(GigaChatEmulator service) throws Exception {
		service.onUserMessage("плохо").fail(403);
		service.onUserMessage("хорошо").reply("Хорошо.");
		try (QuickstartProcess quickstart = QuickstartProcess.startWithKey(service, "--server.port=0")) {
			String output = quickstart.type("Тут всё плохо\nТут всё хорошо\n").endInput().awaitGoodEnd();

			assertThat(output.lines().filter((line) -> line.startsWith("Error: "))).singleElement()
				.asString()
				.contains("HTTP 403")
				.contains("The tariff or the scope does not include this");
			assertThat(output).contains("> Хорошо.").doesNotContain("\tat ");
		}
		assertThat(service.lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.doesNotContain("Тут всё плохо");
	}

}
