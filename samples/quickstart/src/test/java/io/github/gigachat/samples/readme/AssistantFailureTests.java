package io.github.gigachat.samples.readme;

import java.time.Duration;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@Import(EmulatorConfiguration.class)
class AssistantFailureTests {

	@Autowired
	GigaChatEmulator gigachat;

	@Autowired
	Assistant assistant;

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void retriesWhenTheServiceIsBusy() {
		this.gigachat.onAnyMessage().fail(429, Duration.ofSeconds(1)).then().reply("Here I am.");

		assertThat(this.assistant.answer("Hello?")).isEqualTo("Here I am.");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

	@Test
	void deliversTheTextBeforeABrokenConnection() {
		this.gigachat.onUserMessage("story").replyInChunks("Once ", "upon ", "a time");
		this.gigachat.network().onChat().cutAfterEvents(1);
		StringBuilder story = new StringBuilder();

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> this.assistant.stream("Tell me a story").doOnNext(story::append).blockLast())
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CUT));
		assertThat(story).hasToString("Once ");
	}

	@Test
	void callsTheTool(@Autowired ChatClient.Builder chat) {
		this.gigachat.onUserMessage("time").callFunction("currentTime", Map.of("timeZone", "Asia/Tokyo"));
		this.gigachat.onFunctionResult("currentTime").reply("It is late.");

		String answer = chat.build().prompt("What time is it?").tools(new CityClock()).call().content();

		assertThat(answer).isEqualTo("It is late.");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("Asia/Tokyo");
	}

}
