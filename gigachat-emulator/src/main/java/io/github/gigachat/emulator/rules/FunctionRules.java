package io.github.gigachat.emulator.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Checks the names of functions and the forced function.
 */
final class FunctionRules {

	private static final Pattern NAME = Pattern.compile("[A-Za-z_.-][A-Za-z0-9_.-]*");

	/** The built-in functions of v1, which requests offer by name without parameters. */
	static final Set<String> BUILT_IN = Set.of("text2image", "text2model3d", "get_file_content");

	private FunctionRules() {
	}

	static void check(JsonNode request, boolean supported, Set<String> builtIn) {
		JsonNode functions = request.path("functions");
		if (!functions.isEmpty() && !supported) {
			throw new Refusal(422, "Requested model does not support functions");
		}
		checkEach(functions, builtIn);
		checkForced(request.path("function_call").path("name"), functions, builtIn);
	}

	static void checkEach(Iterable<JsonNode> functions, Set<String> builtIn) {
		checkNames(functions);
		for (JsonNode function : functions) {
			JsonNode parameters = function.path("parameters");
			if (!builtIn.contains(function.path("name").stringValue()) || parameters.isObject()) {
				SchemaRules.checkParameters(parameters);
			}
		}
	}

	private static void checkNames(Iterable<JsonNode> functions) {
		List<String> invalid = new ArrayList<>();
		for (JsonNode function : functions) {
			String name = function.path("name").stringValue();
			if (!NAME.matcher(name).matches()) {
				invalid.add(name);
			}
		}
		if (!invalid.isEmpty()) {
			throw Refusal.invalidParams("Invalid function names. Only Latin letters (A-Z or a-z), underscore (_), "
					+ "hyphen (-), dot (.) and digits (not leading) are allowed.: " + invalid);
		}
	}

	private static void checkForced(JsonNode forced, JsonNode functions, Set<String> builtIn) {
		if (!forced.isString() || builtIn.contains(forced.stringValue())) {
			return;
		}
		for (JsonNode function : functions) {
			if (function.path("name").equals(forced)) {
				return;
			}
		}
		throw Refusal.invalidParams("function_call names " + forced.stringValue() + ", which is not in functions");
	}

}
