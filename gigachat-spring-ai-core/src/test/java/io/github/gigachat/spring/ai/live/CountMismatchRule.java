package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The refusal of a model that planned several calls, told of one, and keeps all of them
 * under the state id. Most models plan one call, and the rule is not observed with them.
 */
final class CountMismatchRule {

	private static final String WORDS = "Function calls count does not match function results count";

	private static final ChatMessage QUESTION = ChatMessage.text("user",
			"What is the weather in Tula, in Kazan and in Omsk? Call get_weather for each of the three cities.");

	private CountMismatchRule() {
	}

	static List<LiveRule> all() {
		return List.of(new LiveRule("count-mismatch", "A history that the service refuses with 422 \"" + WORDS
				+ "\" is accepted without its functions_state_id.", CountMismatchRule::ask));
	}

	private static Finding ask(LiveService service) {
		service.ask(service.request(QUESTION).functions(Wire.functions()).functionCall(FunctionCallMode.AUTO).build());
		JsonNode message = service.lastAnswer().path("choices").path(0).path("message");
		JsonNode call = message.path("function_call");
		String state = message.path("functions_state_id").asString(null);
		if (!call.isObject() || state == null) {
			return Finding.notObserved("the model made no call with a state id");
		}
		FunctionCall made = new FunctionCall(call.path("name").asString(), call.path("arguments").toString());
		GigaChatFailure refusal = LiveService.refusal(() -> service.ask(answered(service, made, state)));
		if (refusal == null) {
			return Finding.notObserved("the result of one call was accepted: the model had planned no other");
		}
		if (!String.valueOf(refusal.serviceMessage()).contains(WORDS)) {
			return Finding.of(false, "refused otherwise, " + Finding.words(refusal));
		}
		refusal = LiveService.refusal(() -> service.ask(answered(service, made, null)));
		return Finding.of(refusal == null,
				(refusal == null) ? "refused with the state id, accepted without" : Finding.words(refusal));
	}

	private static ChatCompletionRequest answered(LiveService service, FunctionCall call, @Nullable String state) {
		return service
			.request(QUESTION, ChatMessage.call(call, "", state), ChatMessage.functionResult(call.name(), Wire.WEATHER))
			.functions(Wire.functions())
			.functionCall(FunctionCallMode.AUTO)
			.build();
	}

}
