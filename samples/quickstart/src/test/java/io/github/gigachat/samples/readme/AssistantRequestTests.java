package io.github.gigachat.samples.readme;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@Import(EmulatorConfiguration.class)
class AssistantRequestTests {

	@Autowired
	GigaChatEmulator gigachat;

	@Autowired
	Assistant assistant;

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void sendsTheQuestionOnce() {
		this.assistant.answer("What is Spring AI?");

		this.gigachat.wireMock()
			.verify(1, postRequestedFor(urlPathEqualTo("/v1/chat/completions"))
				.withRequestBody(matchingJsonPath("$.messages[?(@.content == 'What is Spring AI?')]")));
	}

	@Test
	void readsAnAnswerOfAStub() {
		this.gigachat.wireMock().stubFor(post(urlPathEqualTo("/v1/chat/completions")).willReturn(okJson("""
				{"choices": [{"message": {"role": "assistant", "content": "From a stub."},
				  "index": 0, "finish_reason": "stop"}],
				  "created": 1750000000, "model": "GigaChat-2:1.0", "object": "chat.completion"}
				""")));

		assertThat(this.assistant.answer("Hello?")).isEqualTo("From a stub.");
	}

}
