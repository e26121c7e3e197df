package io.github.gigachat.spring.ai.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a conversation of a megabyte arrives whole, each time that it is sent.
 */
@Timeout(60)
class LongConversationTests {

	@RegisterExtension
	static final EmulatedService http1 = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService http2 = EmulatedService.overTlsAndHttp2();

	private static final Map<String, EmulatedService> SERVICES = Map.of("HTTP/1.1", http1, "HTTP/2", http2);

	@ParameterizedTest
	@CsvSource({ "HTTP/1.1, CALL", "HTTP/1.1, STREAM", "HTTP/2, CALL", "HTTP/2, STREAM" })
	void aConversationOfAMegabyteArrivesWholeAndIsRepeatedWhole(String version, Way way) {
		EmulatedService service = SERVICES.get(version);
		GigaChatModel model = service.model();
		List<String> texts = new ArrayList<>();
		List<Message> messages = new ArrayList<>();
		for (int i = 0; i < 201; i++) {
			String text = i + ": " + "слово \uD83D\uDE00 \"".repeat(290);
			texts.add(text);
			messages.add((i % 2 == 0) ? new UserMessage(text) : new AssistantMessage(text));
		}
		way.ask(model, new Prompt(messages)).answer();
		service.emulator().revokeTokens();
		way.ask(model, new Prompt(messages)).answer();

		assertThat(service.emulator().chatRequests()).as("one, one refused for its token, its repeat")
			.hasSize(3)
			.allSatisfy((request) -> {
				assertThat(request.body().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(1_000_000);
				assertThat(texts(request.body())).isEqualTo(texts);
			});
	}

	private static List<String> texts(String body) {
		List<String> texts = new ArrayList<>();
		for (JsonNode message : JsonMapper.shared().readTree(body).path("messages")) {
			texts.add(message.path("content").stringValue());
		}
		return texts;
	}

}
