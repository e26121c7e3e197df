package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatOptions;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chat completions of v1 by call and by stream.
 */
final class ChatRules {

	private ChatRules() {
	}

	static List<LiveRule> all() {
		return List.of(
				new LiveRule("chat-call",
						"A whole answer of v1 has one choice with the assistant's text and a finish reason;"
								+ " total_tokens is prompt_tokens plus completion_tokens.",
						ChatRules::call),
				new LiveRule("chat-stream",
						"A stream of v1 states the finish reason and the usage in its last event, and ends with [DONE].",
						ChatRules::stream));
	}

	private static Finding call(LiveService service) {
		service.model().call(prompt(service));

		JsonNode answer = service.lastAnswer();
		JsonNode choice = answer.path("choices").path(0);
		boolean holds = answer.path("choices").size() == 1
				&& choice.path("message").path("role").asString("").equals("assistant")
				&& choice.path("message").path("content").isString() && choice.path("finish_reason").isString()
				&& Wire.isSum(answer.path("usage"), "prompt_tokens", "completion_tokens");
		return Finding.of(holds, answer.path("model").asString("no model") + ", " + Wire.usage(answer.path("usage")));
	}

	private static Finding stream(LiveService service) {
		service.model().stream(prompt(service)).blockLast();

		List<JsonNode> events = Recorder.answers(service.lastBody());
		JsonNode last = service.lastAnswer();
		boolean done = service.lastBody().contains("data: [DONE]");
		boolean holds = done && last.path("choices").path(0).path("finish_reason").isString()
				&& last.path("usage").isObject();
		return Finding.of(holds, "events: " + events.size() + ", [DONE]: " + done + ", usage in the last one: "
				+ last.path("usage").isObject());
	}

	private static Prompt prompt(LiveService service) {
		return new Prompt(Wire.QUESTION,
				GigaChatOptions.builder().model(service.settings().model()).maxTokens(Wire.MAX_TOKENS).build());
	}

}
