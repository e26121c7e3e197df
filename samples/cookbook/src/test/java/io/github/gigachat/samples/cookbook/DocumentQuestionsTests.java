package io.github.gigachat.samples.cookbook;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents are asked, and say where their answer stands.
 */
@SpringBootTest(properties = "spring.ai.gigachat.api-key=")
class DocumentQuestionsTests {

	@Autowired
	private DocumentQuestions questions;

	@Autowired
	private GigaChatEmulator emulator;

	@Test
	void answersFromTheDocumentWithItsSource() {
		SourcedAnswer answer = this.questions
			.ask("Which root certificate do the certificates of the service chain to?");

		assertThat(answer.text()).contains("Russian Trusted Root CA").contains("[");
		assertThat(answer.sources()).containsExactly("README.md, Use it");
	}

	@Test
	void answersInRussianFromTheRussianDocument() {
		SourcedAnswer answer = this.questions.ask("К какому корневому сертификату ведут сертификаты сервиса?");

		assertThat(answer.text()).contains("Russian Trusted Root CA");
		assertThat(answer.sources()).containsExactly("README.ru.md, Как подключить");
	}

	@Test
	void theModelGetsTheNearestExcerptsAndTheQuestion() {
		this.questions.ask("What does the emulator refuse?");

		String prompt = this.emulator.lastChatRequest().body();
		assertThat(prompt).contains("] README.md, Test your application")
			.contains("it refuses what the service refuses")
			.contains("Question: What does the emulator refuse?");
		assertThat(this.emulator.embeddingRequests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.body()).contains("\"model\":\"Embeddings\""));
	}

}
