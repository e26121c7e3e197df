package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up schemas that are small enough to be told whole, free of contradictions, and
 * notes each name, value and pattern in them.
 */
final class BoundedSchemas {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final List<String> told = new ArrayList<>();

	private final Random random;

	private final ObjectNode definitions = MAPPER.createObjectNode();

	BoundedSchemas(Random random) {
		this.random = random;
	}

	/** A schema, and what has to be found in what becomes of it. */
	Sample next() {
		ObjectNode root = object(3);
		root.set("$defs", this.definitions);
		return new Sample(root.toString(), List.copyOf(this.told));
	}

	private ObjectNode schema(int depth) {
		if (depth == 0) {
			return leaf();
		}
		ObjectNode schema = MAPPER.createObjectNode();
		switch (this.random.nextInt(14)) {
			case 0 -> schema.setAll(object(depth));
			case 1 -> schema.put("type", "array").set("items", schema(depth - 1));
			case 2 -> schema.set("anyOf", two(schema(depth - 1), schema(depth - 1)));
			case 3 -> schema.set("oneOf", two(schema(depth - 1), leaf()));
			case 4 -> schema.set("allOf", two(object(depth), object(depth)));
			case 5 -> schema.set("allOf", two(pattern(), pattern()));
			case 6 -> schema.put("type", "string").set("not", schema(depth - 1));
			case 7 -> schema.put("type", "object")
				.set("patternProperties", MAPPER.createObjectNode().set(token("^k"), schema(depth - 1)));
			case 8 -> schema.put("type", "object").set("additionalProperties", schema(depth - 1));
			case 9 -> schema.put("type", "object")
				.setAll(MAPPER.createObjectNode().set("if", object(1)).set("then", schema(depth - 1)));
			case 10 -> schema.put("$ref", "#/$defs/" + define(schema(depth - 1)));
			case 11 -> schema.set("type", MAPPER.createArrayNode().add("string").add("object")).setAll(object(depth));
			case 12 -> schema.set("type", MAPPER.createArrayNode().add("integer").add("array"))
				.set("items", schema(depth - 1));
			default -> schema.put("type", "array").set("prefixItems", two(leaf(), schema(depth - 1)));
		}
		return schema;
	}

	private ObjectNode object(int depth) {
		ObjectNode properties = MAPPER.createObjectNode();
		for (int i = this.random.nextInt(2); i >= 0; i--) {
			properties.set(token("n"), schema(depth - 1));
		}
		ObjectNode object = MAPPER.createObjectNode();
		return object.put("type", "object").set("properties", properties);
	}

	private ObjectNode leaf() {
		ObjectNode leaf = MAPPER.createObjectNode();
		return switch (this.random.nextInt(5)) {
			case 0 -> leaf.put("const", token("v"));
			case 1 -> leaf.put("const", number());
			case 2 -> leaf.set("enum", MAPPER.createArrayNode().add(token("v")).add(token("v")));
			case 3 -> leaf.put("type", "integer").set("enum", MAPPER.createArrayNode().add(number()).add(number()));
			default -> pattern();
		};
	}

	private ObjectNode pattern() {
		return MAPPER.createObjectNode().put("type", "string").put("pattern", token("^p"));
	}

	private String define(ObjectNode schema) {
		String name = "D" + this.definitions.size();
		this.definitions.set(name, schema);
		return name;
	}

	private ArrayNode two(ObjectNode one, ObjectNode other) {
		return MAPPER.createArrayNode().add(one).add(other);
	}

	private int number() {
		int number = 10_000 + 2 * this.told.size();
		this.told.add(Integer.toString(number));
		return number;
	}

	private String token(String prefix) {
		String token = prefix + this.told.size() + "_";
		this.told.add(token);
		return token;
	}

	/**
	 * A schema.
	 *
	 * @param schema its text
	 * @param told each name, value and pattern in it
	 */
	record Sample(String schema, List<String> told) {
	}

}
