package io.github.gigachat.samples.gateway;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an answer with nothing to deliver is asked for once more, by each API.
 */
@GatewayTest
class EmptyAnswersTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@CsvSource({ "/v1/responses, false", "/v1/responses, true", "/v1/messages, false", "/v1/messages, true" })
	void thoughtsAloneAreNoAnswerWhereTheyHaveNoPlace(String path, boolean stream) {
		this.gigachat.onAnyMessage().reply("").reasoning("What is asked?").then().reply("Here I am");

		assertThat(text(path, stream)).isEqualTo("Here I am");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void thoughtsAreAnAnswerOfChatCompletions(boolean stream) {
		this.gigachat.onAnyMessage().reply("").reasoning("What is asked?").then().reply("Too late");

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(answer.response().body()).contains("\"reasoning_content\":\"What is asked?\"");
		assertThat(answer.text()).isEmpty();
		assertThat(this.gigachat.chatRequests()).hasSize(1);
	}

	private String text(String path, boolean stream) {
		return path.equals("/v1/messages") ? MessageAnswer.of(this.client, MessagesBody.of(stream).user("Hello")).text()
				: new ResponseAnswer(this.client.post(path, ResponseBody.of(stream).user("Hello"))).text();
	}

}
