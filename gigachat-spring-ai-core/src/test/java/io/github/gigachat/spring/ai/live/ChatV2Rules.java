package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chat completions of v2 by call and by stream, and their functions.
 */
final class ChatV2Rules {

	private static final ChatV2Message QUESTION = ChatV2Message.of("user",
			ChatV2Message.Part.text(Wire.WEATHER_QUESTION));

	private ChatV2Rules() {
	}

	static List<LiveRule> all() {
		return List.of(
				new LiveRule("v2-call",
						"A whole answer of v2 has messages of parts and a finish reason; total_tokens is input_tokens"
								+ " plus output_tokens.",
						ChatV2Rules::call),
				new LiveRule("v2-stream",
						"A stream of v2 ends with the event response.message.done, which states the finish reason and"
								+ " the usage.",
						ChatV2Rules::stream),
				new LiveRule("v2-tool",
						"A forced function of v2 is called under a state id, with arguments that are a JSON object; its"
								+ " result is accepted in a message of the role tool.",
						ChatV2Rules::tool));
	}

	private static Finding call(LiveService service) {
		service.model().call(prompt(service));

		JsonNode answer = service.lastAnswer();
		JsonNode usage = answer.path("usage");
		boolean holds = answer.path("messages").path(0).path("content").path(0).path("text").isString()
				&& answer.path("finish_reason").isString() && Wire.isSum(usage, "input_tokens", "output_tokens");
		return Finding.of(holds,
				answer.path("model").asString("no model") + ", input " + usage.path("input_tokens").asString("unstated")
						+ ", total " + usage.path("total_tokens").asString("unstated"));
	}

	private static Finding stream(LiveService service) {
		service.model().stream(prompt(service)).blockLast();

		String body = service.lastBody();
		JsonNode last = service.lastAnswer();
		boolean holds = body.contains("event: response.message.done") && last.path("finish_reason").isString()
				&& last.path("usage").isObject();
		return Finding.of(holds,
				"events: " + Recorder.answers(body).size() + ", [DONE]: " + body.contains("data: [DONE]"));
	}

	/** No limit of tokens: the recording has to be replayable as a plain question. */
	private static Prompt prompt(LiveService service) {
		return new Prompt(Wire.QUESTION,
				GigaChatOptions.builder().api(ChatApi.V2).model(service.settings().model()).build());
	}

	private static Finding tool(LiveService service) {
		ask(service,
				request(service, QUESTION).toolConfig(ChatV2Request.ToolConfig.forcedFunction(Wire.FUNCTION)).build());
		JsonNode message = service.lastAnswer().path("messages").path(0);
		JsonNode call = message.path("content").path(0).path("function_call");
		String spelling = List.of("tool_state_id", "tools_state_id", "functions_state_id")
			.stream()
			.filter(message::has)
			.findFirst()
			.orElse("absent");
		String seen = "arguments " + (call.path("arguments").isObject() ? "are" : "are not") + " an object, state id: "
				+ spelling + ", id of the call: " + call.has("id");
		if (!call.path("arguments").isObject()) {
			return Finding.of(false, seen);
		}
		ChatV2Message.FunctionCall made = new ChatV2Message.FunctionCall(call.path("id").asString(null),
				call.path("name").asString(), call.path("arguments").toString());
		ChatV2Message calling = new ChatV2Message("assistant", List.of(ChatV2Message.Part.call(made)),
				message.path(spelling).asString(null), null);
		ask(service,
				request(service, QUESTION, calling,
						ChatV2Message.of("tool",
								ChatV2Message.Part.result(new ChatV2Message.FunctionResult(made.name(), Wire.WEATHER))))
					.build());
		return Finding.of(!spelling.equals("absent"), seen + ", the result was accepted");
	}

	private static ChatV2Request.Builder request(LiveService service, ChatV2Message... messages) {
		return ChatV2Request.builder()
			.model(service.settings().model())
			.messages(List.of(messages))
			.maxTokens(Wire.MAX_TOKENS)
			.tools(List.of(ChatV2Request.Tool.functions(Wire.functions())));
	}

	private static void ask(LiveService service, ChatV2Request request) {
		service.api().chatV2(request);
	}

}
