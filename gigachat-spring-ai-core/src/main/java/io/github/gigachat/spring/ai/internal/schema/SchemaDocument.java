package io.github.gigachat.spring.ai.internal.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.StringUtils;

/**
 * A complete schema, in which references are resolved.
 */
public final class SchemaDocument {

	private static final String GENERATED_VERSION = "https://json-schema.org/draft/2020-12/schema";

	/**
	 * The keywords of a schema that Spring AI generated from a method, in their order.
	 */
	private static final List<String> GENERATED_KEYWORDS = List.of("$schema", "type", "$defs", "properties", "required",
			"additionalProperties");

	private final JsonNode root;

	/**
	 * The schemas of the parameters of the method from which the schema was generated, by
	 * identity, with a reference to each; empty for any other schema.
	 */
	private final IdentityHashMap<JsonNode, String> parameters;

	private @Nullable Map<String, JsonNode> named;

	private SchemaDocument(JsonNode root, IdentityHashMap<JsonNode, String> parameters) {
		this.root = root;
		this.parameters = parameters;
	}

	/**
	 * Creates the document of a value's schema, in which {@code #} is always the root.
	 */
	public static SchemaDocument ofValue(JsonNode root) {
		return new SchemaDocument(root, new IdentityHashMap<>());
	}

	/**
	 * Creates the document of a tool's input schema. If Spring AI generated it from a
	 * method, it contains the complete schema of each parameter's type among its
	 * properties. There, {@code "$ref":"#"} refers to the parameter's type, not to the
	 * root.
	 * <p>
	 * The schema that Spring AI generates from a type looks almost the same, but
	 * {@code #} is its root. It is recognised by a property that is only a reference to
	 * the root, or a list of such references; a parameter never has this form.
	 */
	static SchemaDocument ofInput(JsonNode root) {
		IdentityHashMap<JsonNode, String> parameters = new IdentityHashMap<>();
		if (isGenerated(root)) {
			for (Map.Entry<String, JsonNode> parameter : root.path("properties").properties()) {
				if (isOfTheRoot(parameter.getValue())) {
					return ofValue(root);
				}
				String name = parameter.getKey().replace("~", "~0").replace("/", "~1");
				parameters.put(parameter.getValue(), "#/properties/" + name);
			}
		}
		return new SchemaDocument(root, parameters);
	}

	private static boolean isGenerated(JsonNode root) {
		List<String> keywords = List.copyOf(root.propertyNames());
		return root.path("$schema").asString("").equals(GENERATED_VERSION)
				&& root.path("type").asString("").equalsIgnoreCase("object") && root.path("required").isArray()
				&& GENERATED_KEYWORDS.stream().filter(keywords::contains).toList().equals(keywords);
	}

	private static boolean isOfTheRoot(JsonNode property) {
		return schemasIn(property, Set.of("properties")).stream()
			.anyMatch((schema) -> schema.path("$ref").asString("").equals("#"));
	}

	/**
	 * Returns a schema and all schemas nested in it that are JSON objects. Names of
	 * properties and plain values are not mistaken for schemas.
	 * @param except the keywords to skip
	 */
	public static List<ObjectNode> schemasIn(JsonNode schema, Set<String> except) {
		List<ObjectNode> found = new ArrayList<>();
		collect(schema, except, found);
		return found;
	}

	private static void collect(JsonNode schema, Set<String> except, List<ObjectNode> found) {
		if (!(schema instanceof ObjectNode object)) {
			return;
		}
		found.add(object);
		for (Map.Entry<String, JsonNode> entry : object.properties()) {
			if (SchemaKeywords.hasValues(entry.getKey()) || except.contains(entry.getKey())) {
				continue;
			}
			boolean many = entry.getValue().isArray() || SchemaKeywords.hasNames(entry.getKey());
			for (JsonNode within : many ? entry.getValue() : List.of(entry.getValue())) {
				collect(within, except, found);
			}
		}
	}

	JsonNode root() {
		return this.root;
	}

	/** Returns the path of references within a schema. */
	RefPath enter(JsonNode schema, RefPath path) {
		String parameter = this.parameters.get(schema);
		RefPath entered = (parameter != null) ? path.rootedAt(parameter) : path;
		return (schema.has("$defs") || schema.has("definitions")) ? entered.within(schema) : entered;
	}

	/**
	 * Resolves a reference.
	 * @param reference a JSON pointer, an anchor or an identifier
	 * @param scopes the enclosing schemas with definitions, which are searched if the
	 * root does not contain the target. Spring AI puts the complete schema of a
	 * parameter, with its definitions, among the properties of a method's schema
	 * @return the schema, or {@code null} if it is not in this document
	 */
	@Nullable JsonNode find(String reference, List<JsonNode> scopes) {
		JsonNode found = find(reference);
		if (found == null && reference.startsWith("#/")) {
			for (JsonNode scope : scopes) {
				found = (found != null) ? found : pointed(scope, reference.substring(1));
			}
		}
		return found;
	}

	private @Nullable JsonNode find(String reference) {
		int hash = reference.indexOf('#');
		String resource = (hash < 0) ? reference : reference.substring(0, hash);
		String fragment = (hash < 0) ? "" : reference.substring(hash + 1);
		JsonNode base = resource.isEmpty() ? this.root : named().get(resource);
		if (base == null) {
			return null;
		}
		if (fragment.isEmpty()) {
			return schema(base);
		}
		return fragment.startsWith("/") ? pointed(base, fragment) : schema(named().get('#' + fragment));
	}

	/** Returns a readable name of the target of a reference. */
	static String nameOf(String reference) {
		String name = reference.substring(reference.lastIndexOf('/') + 1);
		if (name.startsWith("#")) {
			name = name.substring(1);
		}
		return name.isEmpty() ? "the root" : name.replace("~1", "/").replace("~0", "~");
	}

	private static @Nullable JsonNode pointed(JsonNode base, String fragment) {
		JsonNode exact = schema(base.at(JsonPointer.compile(fragment)));
		if (exact != null || fragment.indexOf('%') < 0) {
			return exact;
		}
		try {
			return schema(base.at(JsonPointer.compile(StringUtils.uriDecode(fragment, StandardCharsets.UTF_8))));
		}
		catch (IllegalArgumentException ex) {
			// the percent encoding is invalid, so the reference has no target
			return null;
		}
	}

	private static @Nullable JsonNode schema(@Nullable JsonNode found) {
		return (found != null && (found.isObject() || found.isBoolean())) ? found : null;
	}

	private Map<String, JsonNode> named() {
		Map<String, JsonNode> known = this.named;
		if (known == null) {
			known = namesIn(this.root);
			this.named = known;
		}
		return known;
	}

	private static Map<String, JsonNode> namesIn(JsonNode root) {
		Map<String, JsonNode> names = new HashMap<>();
		Deque<JsonNode> waiting = new ArrayDeque<>();
		waiting.add(root);
		while (!waiting.isEmpty()) {
			JsonNode node = waiting.remove();
			name(names, node.path("$anchor"), "#", node);
			name(names, node.path("$dynamicAnchor"), "#", node);
			name(names, node.path("$id"), "", node);
			name(names, node.path("id"), "", node);
			for (JsonNode child : node) {
				if (child.isContainer()) {
					waiting.add(child);
				}
			}
		}
		return names;
	}

	private static void name(Map<String, JsonNode> names, JsonNode name, String prefix, JsonNode node) {
		if (name.isString() && !name.stringValue().isEmpty()) {
			String text = name.stringValue();
			names.putIfAbsent(prefix + text, node);
			int slash = text.lastIndexOf('/');
			if (prefix.isEmpty() && slash >= 0) {
				// allows relative references without resolving URIs
				names.putIfAbsent(text.substring(slash + 1), node);
			}
		}
	}

}
