package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.SchemaDocument;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The function whose arguments are the answer. It requests an answer that follows a
 * schema if {@code response_format} is not available.
 *
 * @param name the function name; differs from the name of every tool
 * @param wrapped whether the schema describes no object and was wrapped in one, since
 * arguments are an object
 */
public record OutputFunction(String name, boolean wrapped) {

	private static final String NAME = "structured_output";

	/** The keywords whose definitions references name from the root. */
	private static final List<String> DEFINITIONS = List.of("$defs", "definitions");

	private static final String DESCRIPTION = "Gives the final answer to the user. Call it with the whole answer.";

	static OutputFunction of(String schema, Set<String> taken) {
		String name = NAME;
		for (int i = 2; taken.contains(name); i++) {
			name = NAME + "_" + i;
		}
		return new OutputFunction(name, !isObject(schema));
	}

	private static boolean isObject(String schema) {
		JsonNode root = FlattenJson.read(schema);
		return root.path("type").asString("").equals("object") || root.has("properties");
	}

	/**
	 * Returns the schema of the function's arguments before it is adapted to the
	 * service's dialect.
	 */
	String parameters(String schema) {
		if (!this.wrapped) {
			return schema;
		}
		ObjectNode object = FlattenJson.MAPPER.createObjectNode().put("type", "object");
		JsonNode root = FlattenJson.read(schema);
		relocate(root);
		for (String definitions : DEFINITIONS) {
			if (root instanceof ObjectNode original && original.has(definitions)) {
				object.set(definitions, original.remove(definitions));
			}
		}
		object.putObject("properties").set(WrappedValue.PROPERTY, root);
		object.putArray("required").add(WrappedValue.PROPERTY);
		return FlattenJson.MAPPER.writeValueAsString(object);
	}

	/**
	 * Adapts the references of a schema that was the root and is now a property. Its
	 * definitions stay at the root.
	 */
	private static void relocate(JsonNode root) {
		for (ObjectNode schema : SchemaDocument.schemasIn(root, Set.of())) {
			String reference = schema.path("$ref").asString("");
			boolean moved = DEFINITIONS.stream().noneMatch((word) -> reference.startsWith("#/" + word + "/"));
			if (reference.equals("#") || (reference.startsWith("#/") && moved)) {
				schema.put("$ref", "#/properties/" + WrappedValue.PROPERTY + reference.substring(1));
			}
		}
	}

	FunctionDefinition definition(String parameters) {
		return new FunctionDefinition(this.name, DESCRIPTION, parameters, null, null);
	}

	public boolean isCalledBy(FunctionCall call) {
		return this.name.equals(call.name());
	}

	/** Returns the answer from the arguments of the model's call. */
	public String answer(@Nullable String arguments) {
		if (arguments == null) {
			return "";
		}
		return this.wrapped ? WrappedValue.in(arguments) : arguments;
	}

}
