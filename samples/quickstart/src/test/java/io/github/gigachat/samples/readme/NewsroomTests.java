package io.github.gigachat.samples.readme;

import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the page on the v2 API.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class NewsroomTests {

	@Test
	void namesTheSourcesOfItsReport(@Autowired Newsroom newsroom, @Autowired GigaChatEmulator emulator) {
		emulator.onUserMessage("What is new?")
			.replyRaw(200, "application/json",
					"""
							{"model":"GigaChat-2:2","created_at":1,"finish_reason":"stop","messages":[{"role":"assistant","content":[\
							{"text":"Rain [sources=[1]].","inline_data":{"sources":{"1":{"url":"https://example.org/rain","title":"Rain"}}}}]}]}""");

		Newsroom.Report report = newsroom.report("What is new?");

		assertThat(report.text()).isEqualTo("Rain [sources=[1]].");
		assertThat(report.sources()).isEqualTo(List.of("https://example.org/rain"));
		assertThat(emulator.lastChatRequest().body()).contains("{\"web_search\":{}}");
	}

}
