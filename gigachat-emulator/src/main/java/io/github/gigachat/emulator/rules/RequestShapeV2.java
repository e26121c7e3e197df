package io.github.gigachat.emulator.rules;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON types of the fields of a v2 chat request. Unknown fields are accepted,
 * but not those of v1, because they would have no effect.
 */
final class RequestShapeV2 {

	private static final String[] FIELDS_OF_V1 = { "functions", "function_call", "temperature", "top_p", "max_tokens",
			"repetition_penalty", "update_interval", "response_format", "profanity_check", "reasoning_effort",
			"function_ranker", "unnormalized_history", "n" };

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "off");

	private static final Set<String> MODES = Set.of("auto", "none", "forced");

	private RequestShapeV2() {
	}

	static void check(JsonNode request) {
		Shape.require(request.isObject());
		for (String field : FIELDS_OF_V1) {
			Shape.require(!request.has(field));
		}
		Shape.optional(request, JsonNode::isString, "model", "assistant_id", "memory_id");
		Shape.optional(request, JsonNode::isString, MessageShapeV2.STATE_IDS);
		Shape.optional(request, "storage", (storage) -> storage.isObject() || storage.isBoolean());
		Shape.optional(request.path("storage"), "thread_id", JsonNode::isString);
		Shape.optional(request.path("storage"), "limit", Shape::isCount);
		Shape.optional(request.path("storage"), "metadata", JsonNode::isObject);
		Shape.require(request.path("model").isString() || request.path("assistant_id").isString()
				|| request.path("storage").path("thread_id").isString());
		Shape.required(request, "messages", JsonNode::isArray);
		request.path("messages").forEach(MessageShapeV2::check);
		Shape.optional(request, JsonNode::isBoolean, "stream", "disable_filter");
		Shape.optional(request, JsonNode::isObject, "model_options", "tool_config", "ranker_options", "user_info",
				"filter_config");
		checkOptions(request.path("model_options"));
		Shape.optional(request, "tools", JsonNode::isArray);
		request.path("tools").forEach(RequestShapeV2::checkTool);
		if (request.path("tool_config").isObject()) {
			checkToolConfig(request.path("tool_config"));
		}
		checkRest(request);
	}

	private static void checkOptions(JsonNode options) {
		Shape.optional(options, JsonNode::isNumber, "temperature", "top_p", "repetition_penalty", "update_interval");
		Shape.optional(options, Shape::isCount, "max_tokens", "top_logprobs");
		Shape.optional(options, "unnormalized_history", JsonNode::isBoolean);
		Shape.optional(options, "preset", JsonNode::isString);
		Shape.optional(options, JsonNode::isObject, "response_format", "reasoning");
		Shape.optional(options.path("reasoning"), "effort", Shape.oneOf(EFFORTS));
	}

	private static void checkTool(JsonNode tool) {
		// a type beside the tool, as in OpenAI's API, is refused
		Shape.require(tool.isObject() && tool.size() == 1 && tool.iterator().next().isObject());
		if (tool.has("functions")) {
			Shape.required(tool.path("functions"), "specifications", JsonNode::isArray);
			tool.path("functions").path("specifications").forEach(FunctionShape::check);
		}
		Shape.optional(tool.path("web_search"), "type", JsonNode::isString);
		Shape.optional(tool.path("web_search"), JsonNode::isArray, "indexes", "flags");
	}

	private static void checkToolConfig(JsonNode config) {
		Shape.required(config, "mode", Shape.oneOf(MODES));
		Shape.optional(config, JsonNode::isString, "tool_name", "function_name");
		if (config.path("mode").stringValue().equals("forced")) {
			Shape.require(config.path("tool_name").isString() != config.path("function_name").isString());
		}
	}

	private static void checkRest(JsonNode request) {
		Shape.optional(request.path("user_info"), "timezone", JsonNode::isString);
		JsonNode ranker = request.path("ranker_options");
		Shape.optional(ranker, "enabled", JsonNode::isBoolean);
		Shape.optional(ranker, "top_n", Shape::isCount);
		Shape.optional(ranker, "embeddings_model", JsonNode::isString);
		checkFilters(request.path("filter_config"));
		Shape.optional(request, "flags", JsonNode::isArray);
		request.path("flags").forEach((flag) -> Shape.require(flag.isString()));
	}

	private static void checkFilters(JsonNode filters) {
		Shape.optional(filters, JsonNode::isObject, "request_content", "response_content");
		Shape.optional(filters.path("request_content"), JsonNode::isBoolean, "neuro", "blacklist", "whitelist");
		JsonNode answers = filters.path("response_content");
		Shape.optional(answers, "blacklist", JsonNode::isBoolean);
		// filters for questions only would have no effect
		Shape.require(!answers.has("neuro") && !answers.has("whitelist"));
	}

}
