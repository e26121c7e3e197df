package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import tools.jackson.databind.JsonNode;

/**
 * Functions of v1.
 */
final class ToolRules {

	private ToolRules() {
	}

	static List<LiveRule> all() {
		return List.of(
				new LiveRule("tool-call",
						"A function that is forced is called with arguments that are a JSON object, under a"
								+ " functions_state_id; a history with that call and its result is accepted.",
						ToolRules::call),
				new LiveRule("tool-stream", "A stream delivers a function call whole, in one event.",
						ToolRules::stream),
				new LiveRule("tool-history",
						"A history whose function call has no functions_state_id is accepted and answered with text.",
						ToolRules::history));
	}

	private static Finding call(LiveService service) {
		service.ask(forced(service));
		JsonNode message = message(service);
		FunctionCall call = new FunctionCall(message.path("function_call").path("name").asString(Wire.FUNCTION),
				message.path("function_call").path("arguments").toString());
		String state = message.path("functions_state_id").asString(null);
		boolean object = message.path("function_call").path("arguments").isObject();
		String seen = "arguments " + (object ? "are" : "are not") + " an object, state id "
				+ ((state != null) ? "present" : "absent");
		if (!object) {
			return Finding.of(false, seen);
		}
		service.ask(service
			.request(user(), ChatMessage.call(call, message.path("content").asString(""), state),
					ChatMessage.functionResult(Wire.FUNCTION, Wire.WEATHER))
			.functions(Wire.functions())
			.functionCall(FunctionCallMode.AUTO)
			.build());
		return Finding.of(state != null, seen + ", the result was accepted");
	}

	private static Finding stream(LiveService service) {
		GigaChatApi api = service.api();
		ChatCompletionRequest request = forced(service).streamed();
		api.chatCompletionStream(request).blockLast();

		List<JsonNode> calls = Recorder.answers(service.lastBody())
			.stream()
			.map((event) -> event.path("choices").path(0).path("delta").path("function_call"))
			.filter(JsonNode::isObject)
			.toList();
		boolean whole = calls.size() == 1 && calls.get(0).path("name").isString()
				&& calls.get(0).path("arguments").isObject();
		return Finding.of(whole, "events with a call: " + calls.size());
	}

	private static Finding history(LiveService service) {
		service.ask(service
			.request(user(), ChatMessage.call(Wire.WEATHER_CALL, "", null),
					ChatMessage.functionResult(Wire.FUNCTION, Wire.WEATHER))
			.functions(Wire.functions())
			.functionCall(FunctionCallMode.AUTO)
			.build());

		boolean text = !message(service).path("content").asString("").isBlank();
		return Finding.of(text, text ? "" : "accepted, but answered without text");
	}

	private static ChatCompletionRequest forced(LiveService service) {
		return service.request(user())
			.functions(Wire.functions())
			.functionCall(FunctionCallMode.forced(Wire.FUNCTION))
			.build();
	}

	private static ChatMessage user() {
		return ChatMessage.text("user", Wire.WEATHER_QUESTION);
	}

	private static JsonNode message(LiveService service) {
		return service.lastAnswer().path("choices").path(0).path("message");
	}

}
