package io.github.gigachat.spring.ai.live;

import java.util.List;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import tools.jackson.databind.JsonNode;

/**
 * Schemas of answers and of functions, in forms that the provider does not send by
 * itself.
 */
final class SchemaRules {

	private static final String ANSWER_SCHEMA = """
			{"type":"object","properties":{"city":{"type":"string"},"river":{"type":"string"}},"required":["city","river"]}""";

	private static final ChatMessage CITY = ChatMessage.text("user",
			"Name one Russian city and the river on which it stands.");

	private SchemaRules() {
	}

	static List<LiveRule> all() {
		return List.of(
				new LiveRule("strict-false",
						"response_format with a schema and strict false is accepted and answered with a JSON object.",
						SchemaRules::strictFalse),
				new LiveRule("format-beside-functions", "response_format beside functions is refused with 400 or 422.",
						SchemaRules::besideFunctions),
				new LiveRule("schema-ref",
						"$defs and $ref in the parameters of a function are accepted untouched, and the arguments keep"
								+ " to them.",
						(service) -> untouched(service, """
								{"type":"object","properties":{"place":{"$ref":"#/$defs/Place"}},"required":["place"],\
								"$defs":{"Place":{"type":"object","properties":{"city":{"type":"string"}},\
								"required":["city"]}}}""",
								(arguments) -> arguments.path("place").path("city").isString())),
				new LiveRule("schema-any-of",
						"anyOf in the parameters of a function is accepted untouched, and the arguments keep to it.",
						(service) -> untouched(service,
								"""
										{"type":"object","properties":{"city":{"anyOf":[{"type":"string"},{"type":"integer"}]}},\
										"required":["city"]}""",
								(arguments) -> arguments.path("city").isString()
										|| arguments.path("city").isIntegralNumber())));
	}

	private static Finding strictFalse(LiveService service) {
		GigaChatFailure refusal = LiveService.refusal(() -> service.ask(service.request(CITY)
			.responseFormat(new ResponseFormat("json_schema", ANSWER_SCHEMA, false, null))
			.build()));
		if (refusal != null) {
			return Finding.of(false, Finding.words(refusal));
		}
		boolean object = Wire.isJsonObject(message(service).path("content").asString(""));
		return Finding.of(object, object ? "" : "accepted, the answer is no JSON object");
	}

	private static Finding besideFunctions(LiveService service) {
		GigaChatFailure refusal = LiveService
			.refusal(() -> service.ask(service.request(ChatMessage.text("user", Wire.WEATHER_QUESTION))
				.functions(Wire.functions())
				.functionCall(FunctionCallMode.AUTO)
				.responseFormat(ResponseFormat.jsonSchema(ANSWER_SCHEMA))
				.build()));
		if (refusal != null) {
			return Finding.of(true, Finding.words(refusal));
		}
		JsonNode message = message(service);
		return Finding.of(false,
				message.has("function_call") ? "accepted, answered with a call" : "accepted, the text is "
						+ (Wire.isJsonObject(message.path("content").asString("")) ? "a" : "no") + " JSON object");
	}

	private static Finding untouched(LiveService service, String parameters, Predicate<JsonNode> kept) {
		GigaChatFailure refusal = LiveService
			.refusal(() -> service.ask(service.request(ChatMessage.text("user", Wire.WEATHER_QUESTION))
				.functions(Wire.functions(parameters))
				.functionCall(FunctionCallMode.forced(Wire.FUNCTION))
				.build()));
		if (refusal != null) {
			return Finding.of(false, Finding.words(refusal));
		}
		boolean holds = kept.test(message(service).path("function_call").path("arguments"));
		return Finding.of(holds, holds ? "" : "accepted, the arguments do not keep to the schema");
	}

	private static JsonNode message(LiveService service) {
		return service.lastAnswer().path("choices").path(0).path("message");
	}

}
