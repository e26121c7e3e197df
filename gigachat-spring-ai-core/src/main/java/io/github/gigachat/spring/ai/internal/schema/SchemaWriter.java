package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a schema in the service's dialect, level by level.
 */
final class SchemaWriter {

	private static final List<String> TUPLES = List.of("prefixItems", "items");

	private final SchemaDocument document;

	private final SchemaFlattening flattening;

	private final SchemaSummary summary;

	private final SchemaLimits limits;

	private final ValueKeywords keywords;

	private final Set<String> dropped;

	private boolean wrapped;

	/**
	 * Creates the writer of one schema.
	 * @param dropped receives the keywords that are not sent
	 */
	SchemaWriter(SchemaDocument document, SchemaLimits limits, Set<String> dropped) {
		this.summary = new SchemaSummary(SchemaFlattening.quiet(document, limits));
		this.document = document;
		this.flattening = SchemaFlattening.of(document, limits, dropped, this.summary);
		this.limits = limits;
		this.keywords = new ValueKeywords(dropped);
		this.dropped = dropped;
	}

	/**
	 * Writes the schema of a function's arguments or result, which must describe an
	 * object.
	 * @param property the property that wraps a value which is not an object
	 */
	ObjectNode write(String property) {
		FlatSchema flat = this.flattening.flatten(this.document.root(), RefPath.root());
		String type = flat.type();
		if (type != null && !flat.types.contains("object") && !type.equals("object")) {
			return wrapped(flat, property);
		}
		flat.types.clear();
		flat.types.add("object");
		return write(flat, "", 0);
	}

	/** Returns whether the schema described no object and was wrapped in one. */
	boolean isWrapped() {
		return this.wrapped;
	}

	private ObjectNode wrapped(FlatSchema flat, String property) {
		this.wrapped = true;
		ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
		if (flat.isNullable()) {
			flat.words.add("may be null");
		}
		else {
			object.putArray("required").add(property);
		}
		object.putObject("properties").set(property, write(flat, property, 1));
		return object;
	}

	private ObjectNode write(FlatSchema flat, String name, int depth) {
		String type = type(flat);
		ObjectNode content = JsonNodeFactory.instance.objectNode();
		Set<String> kept = new LinkedHashSet<>();
		if (depth == SchemaLimits.DEEPEST) {
			cutOff(flat, type);
		}
		if (type.equals("object")) {
			properties(flat, content, depth);
		}
		else if (type.equals("array")) {
			items(flat, content, name, depth);
			kept.addAll(TUPLES);
		}
		kept.addAll(this.keywords.write(flat, type, content));
		ConstraintText.describe(flat, kept, (schema) -> this.summary.of(schema, flat.path)).forEach(flat.words::add);
		ObjectNode written = JsonNodeFactory.instance.objectNode().put("type", type);
		String description = flat.words.after(described(flat, name));
		if (description != null) {
			written.put("description", description);
			this.limits.take(description.length(), flat.path);
		}
		written.setAll(content);
		return written;
	}

	private String type(FlatSchema flat) {
		String type = flat.type();
		if (flat.types.size() > 1) {
			this.dropped.add("type");
		}
		if (type == null) {
			flat.words.add(flat.isNull() ? "null" : "any JSON value");
			return "string";
		}
		for (FlatSchema other : flat.takeOutOthersThan(type)) {
			reportDropped(other);
			flat.words.add("or " + this.summary.of(other));
		}
		return type;
	}

	private void reportDropped(FlatSchema other) {
		if (!other.properties.isEmpty()) {
			this.dropped.add("properties");
		}
		if (!other.required.isEmpty()) {
			this.dropped.add("required");
		}
		if (other.items != null) {
			this.dropped.add("items");
		}
		other.others.keySet().stream().filter(SchemaKeywords.DIALECT::contains).forEach(this.dropped::add);
	}

	private void cutOff(FlatSchema flat, String type) {
		boolean deeper = type.equals("object") && !flat.properties.isEmpty();
		if (type.equals("array") && flat.items != null) {
			String item = this.flattening.flatten(flat.items, flat.path).type();
			deeper = "object".equals(item) || "array".equals(item);
		}
		if (deeper) {
			flat.words.add("nested too deep: what is in it is left out");
			flat.properties.clear();
			flat.required.clear();
			flat.items = null;
		}
	}

	private void properties(FlatSchema flat, ObjectNode content, int depth) {
		ObjectNode properties = content.putObject("properties");
		Set<String> optional = new LinkedHashSet<>();
		for (Map.Entry<String, JsonNode> property : flat.properties.entrySet()) {
			String name = property.getKey();
			this.limits.take(name.length(), flat.path);
			FlatSchema child = this.flattening.flatten(property.getValue(), flat.path);
			if (child.never) {
				flat.words.add(name + " must not be given");
				optional.add(name);
				continue;
			}
			if (child.isNullable() && flat.required.contains(name)) {
				child.words.add("may be null");
				optional.add(name);
			}
			properties.set(name, write(child, name, depth + 1));
		}
		required(flat, content, optional);
	}

	private void required(FlatSchema flat, ObjectNode content, Set<String> optional) {
		List<String> required = new ArrayList<>();
		for (String name : flat.required) {
			if (flat.properties.containsKey(name) && !optional.contains(name)) {
				required.add(name);
				continue;
			}
			this.dropped.add("required");
			if (!flat.properties.containsKey(name)) {
				flat.words.add("needs " + name);
			}
		}
		if (!required.isEmpty() || (flat.nothingRequired && flat.required.isEmpty())) {
			ArrayNode names = content.putArray("required");
			required.forEach(names::add);
		}
	}

	private void items(FlatSchema flat, ObjectNode content, String name, int depth) {
		List<JsonNode> tuple = tuple(flat);
		JsonNode items = flat.items;
		if (!tuple.isEmpty()) {
			flat.words.add("items in order: " + tuple.stream()
				.map((schema) -> this.summary.of(schema, flat.path))
				.collect(Collectors.joining(", ")));
			Set<JsonNode> all = new LinkedHashSet<>(tuple);
			if (items != null && items.isObject()) {
				all.add(items);
			}
			items = SchemaKeywords.any(all);
		}
		if (items == null) {
			content.putObject("items").put("type", "string");
			return;
		}
		FlatSchema item = this.flattening.flatten(items, flat.path);
		if (item.never) {
			flat.words.add("always empty");
			content.putObject("items").put("type", "string");
			return;
		}
		if (item.isNullable()) {
			item.words.add("may be null");
		}
		content.set("items", write(item, name, depth + 1));
	}

	private List<JsonNode> tuple(FlatSchema flat) {
		List<JsonNode> tuple = new ArrayList<>();
		for (String keyword : TUPLES) {
			JsonNode schemas = flat.others.get(keyword);
			if (schemas != null && schemas.isArray()) {
				this.dropped.add(keyword);
				schemas.forEach(tuple::add);
			}
		}
		return tuple;
	}

	/**
	 * Returns the description, or the title if there is no description. A generated title
	 * only repeats the name of the property and is omitted.
	 */
	private static @Nullable String described(FlatSchema flat, String name) {
		if (flat.description != null || flat.title == null || name.isEmpty() || bare(flat.title).equals(bare(name))) {
			return flat.description;
		}
		return flat.title;
	}

	private static String bare(String name) {
		return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
	}

}
