package io.github.gigachat.samples.toolloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The loop forces the search until it finds something, and then the answer.
 */
@SpringBootTest(properties = "spring.ai.gigachat.api-key=")
class ToolLoopTests {

	private final List<String> steps = new ArrayList<>();

	@Autowired
	private ToolLoop loop;

	@Autowired
	private GigaChatEmulator emulator;

	@BeforeEach
	void playTheModel() {
		this.emulator.reset();
		this.emulator.onRequest(PlayedResearcher::isAsked).respondWith(PlayedResearcher::answer);
	}

	@Test
	void searchesAgainUntilSomethingIsFoundAndAnswers() {
		String answer = this.loop.answer("Who cares for the coffee machine?", this.steps::add);

		assertThat(answer).isEqualTo("The coffee machine is repaired by Ivan, room 12.");
		assertThat(this.steps).containsExactly("search 'Who cares for the coffee machine?': nothing",
				"search 'coffee': The coffee machine is repaired by Ivan, room 12.");
		assertThat(forced()).containsExactly("search", "search", "answer");
		assertThat(this.emulator.chatRequests()).allMatch((request) -> request.chat().stream());
	}

	@Test
	void answersAfterThreeSearchesThatFindNothing() {
		assertThat(this.loop.answer("Where is the helicopter parked?", this.steps::add))
			.isEqualTo("The handbook does not say it.");
		assertThat(forced()).containsExactly("search", "search", "search", "answer");
	}

	@Test
	void aModelThatDoesNotCallIsAnError() {
		this.emulator.onUserMessage("coffee").reply("I do not know.");

		assertThatIllegalStateException().isThrownBy(() -> this.loop.answer("coffee?", this.steps::add))
			.withMessageContaining("0 calls");
	}

	@Test
	void theResultOfASearchIsSentToTheModel() {
		this.emulator.onUserMessage("printer").callFunction("search", Map.of("word", "printer"));
		this.emulator.onFunctionResult("search").callFunction("answer", Map.of("text", "Olga."));

		assertThat(this.loop.answer("The printer?", this.steps::add)).isEqualTo("Olga.");
		assertThat(this.emulator.lastChatRequest().chat().lastMessage().content())
			.isEqualTo("{\"result\":\"Olga looks after the printer on the second floor.\"}");
	}

	private List<String> forced() {
		return this.emulator.chatRequests().stream().map(RecordedRequest::chat).map(ChatRequest::functionCall).toList();
	}

}
