package io.github.gigachat.emulator.rules;

import java.util.LinkedHashSet;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks the built-in tools of a v2 request.
 */
final class ToolRules {

	private static final String FUNCTIONS = "functions";

	private static final Set<String> AVAILABLE = Set.of("image_generate", "model_3d_generate", "web_search",
			"url_content_extraction");

	/** Known tools that were seen to work only on private installations. */
	private static final Set<String> ELSEWHERE = Set.of("code_interpreter", "get_datetime", "memory");

	private ToolRules() {
	}

	static Set<String> offered(JsonNode request) {
		Set<String> names = new LinkedHashSet<>();
		request.path("tools").forEach((tool) -> names.addAll(tool.propertyNames()));
		names.remove(FUNCTIONS);
		return names;
	}

	static void check(JsonNode request, Set<String> opened) {
		offered(request).forEach((name) -> checkAvailable(name, opened));
		JsonNode config = request.path("tool_config");
		if (!config.path("mode").asString("").equals("forced")) {
			return;
		}
		if (config.path("tool_name").isString()) {
			checkForced(config.path("tool_name").stringValue(), request, opened);
		}
		else if (offered(request).contains(config.path("function_name").asString(""))) {
			throw Refusal.invalidParams("tool_config names a tool as a function");
		}
	}

	/**
	 * Refuses functions with the name of a tool, which the service confuses with the
	 * tool. The service's own error text is not known.
	 */
	static void checkNames(JsonNode functions) {
		for (JsonNode function : functions) {
			String name = function.path("name").stringValue();
			if (AVAILABLE.contains(name) || ELSEWHERE.contains(name)) {
				throw Refusal.invalidParams("the function " + name + " has the name of a built-in tool");
			}
		}
	}

	private static void checkAvailable(String name, Set<String> opened) {
		if (AVAILABLE.contains(name) || opened.contains(name)) {
			return;
		}
		if (ELSEWHERE.contains(name)) {
			throw new Refusal(422, "Tool " + name + " is unavailable");
		}
		throw new Refusal(404, "Unknown tool " + name);
	}

	private static void checkForced(String name, JsonNode request, Set<String> opened) {
		checkAvailable(name, opened);
		if (!offered(request).contains(name)) {
			throw Refusal.invalidParams("tool_config names " + name + ", which is not in tools");
		}
	}

}
