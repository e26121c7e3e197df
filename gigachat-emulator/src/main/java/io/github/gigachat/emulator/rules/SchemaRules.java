package io.github.gigachat.emulator.rules;

import tools.jackson.databind.JsonNode;

/**
 * Checks the parameters of a function: objects need properties, properties a type and
 * arrays items.
 */
final class SchemaRules {

	private SchemaRules() {
	}

	static void checkParameters(JsonNode parameters) {
		if (!parameters.isObject()) {
			throw missing("parameters");
		}
		// the root may omit its type, as the service's samples do
		if (parameters.has("type") && !parameters.path("type").asString("").equals("object")) {
			throw Refusal.invalidParams("Field 'type' of parameters must be object");
		}
		checkProperties(parameters, "");
	}

	private static void checkProperties(JsonNode schema, String path) {
		JsonNode properties = schema.path("properties");
		if (!properties.isObject()) {
			throw missing(path + "properties");
		}
		properties.properties()
			.forEach((property) -> checkSchema(property.getValue(), path + "properties." + property.getKey() + "."));
	}

	private static void checkSchema(JsonNode schema, String path) {
		JsonNode type = schema.path("type");
		if (type.isMissingNode()) {
			throw missing(path + "type");
		}
		if (!type.isString()) {
			throw Refusal.invalidParams("Field '" + path + "type' must be a string");
		}
		if (type.stringValue().equals("object")) {
			checkProperties(schema, path);
		}
		else if (type.stringValue().equals("array")) {
			if (!schema.path("items").isObject()) {
				throw missing(path + "items");
			}
			checkSchema(schema.path("items"), path + "items.");
		}
	}

	private static Refusal missing(String field) {
		return Refusal.invalidParams("Field '" + field + "' is missing");
	}

}
