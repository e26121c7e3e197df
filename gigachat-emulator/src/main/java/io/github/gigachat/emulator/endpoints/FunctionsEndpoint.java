package io.github.gigachat.emulator.endpoints;

import java.util.Map;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Functions, {@code POST /v1/functions/validate} and {@code POST /v1/functions/convert}.
 * It converts OpenAPI descriptions in JSON with parameters in the query.
 */
final class FunctionsEndpoint {

	static final String VALIDATE = "/v1/functions/validate";

	static final String CONVERT = "/v1/functions/convert";

	private static final String ROOT = "(root)";

	FunctionsEndpoint() {
	}

	Reply reply(RecordedRequest request) {
		if (!request.method().equals("POST")) {
			throw new Refusal(405, "Method Not Allowed");
		}
		JsonNode body;
		try {
			body = Json.parse(request.body());
		}
		catch (JacksonException ex) {
			throw Refusal.invalidJson();
		}
		if (!body.isObject()) {
			throw Refusal.invalidJson();
		}
		return request.path().equals(VALIDATE) ? validate(body) : convert(body);
	}

	private static Reply validate(JsonNode function) {
		ArrayNode errors = Json.array();
		if (!function.path("name").isString()) {
			errors.add(finding("name is required", ROOT));
		}
		else {
			try {
				ChatRules.checkFunction(function);
			}
			catch (Refusal ex) {
				errors.add(finding(ex.words(), ROOT));
			}
		}
		ObjectNode verdict = Json.object()
			.put("status", 200)
			.put("message", errors.isEmpty() ? "Function is valid" : "Incorrect function syntax")
			.put("json_ai_rules_version", "1.0.5");
		if (!errors.isEmpty()) {
			verdict.set("errors", errors);
		}
		else if (function.path("few_shot_examples").isEmpty()) {
			verdict.putArray("warnings").add(finding("few_shot_examples are missing", ROOT));
		}
		return Reply.json(200, verdict);
	}

	private static ObjectNode finding(String description, String location) {
		return Json.object().put("description", description).put("schema_location", location);
	}

	private static Reply convert(JsonNode description) {
		ObjectNode answer = Json.object();
		ArrayNode functions = answer.putArray("functions");
		for (JsonNode path : description.path("paths")) {
			for (Map.Entry<String, JsonNode> operation : path.properties()) {
				functions.add(function(operation.getValue()));
			}
		}
		return Reply.json(200, answer);
	}

	private static ObjectNode function(JsonNode operation) {
		ObjectNode function = Json.object()
			.put("name", operation.path("operationId").asString("operation"))
			.put("description", operation.path("summary").asString(""));
		ObjectNode parameters = function.putObject("parameters").put("type", "object");
		ObjectNode properties = parameters.putObject("properties");
		ArrayNode required = parameters.putArray("required");
		for (JsonNode parameter : operation.path("parameters")) {
			String name = parameter.path("name").asString("");
			properties.set(name, parameter.path("schema"));
			if (parameter.path("required").asBoolean(false)) {
				required.add(name);
			}
		}
		return function;
	}

}
