package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.SchemaTree;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The function whose arguments are the answer: the way to an answer by a schema where
 * {@code response_format} cannot be had.
 *
 * @param name the function's name on the wire, no tool's
 * @param wrapped whether the schema is not an object's and went into one, since arguments
 * are an object
 */
public record OutputFunction(String name, boolean wrapped) {

	private static final String NAME = "structured_output";

	/** Referred to from the root. */
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

	/** The schema of the function's arguments, before it is fitted into the dialect. */
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

	/** What was the root is now a property; its definitions stay with the root. */
	private static void relocate(JsonNode root) {
		for (ObjectNode schema : SchemaTree.schemas(root, Set.of())) {
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

	/** The answer within the arguments that the model called the function with. */
	public String answer(@Nullable String arguments) {
		if (arguments == null) {
			return "";
		}
		return this.wrapped ? WrappedValue.in(arguments) : arguments;
	}

}
