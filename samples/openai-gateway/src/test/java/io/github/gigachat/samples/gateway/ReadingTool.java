package io.github.gigachat.samples.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.OfferedFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds an agent's tool that can read a file, and writes its arguments: the file in the
 * property that is named like a path, or a command that prints the file, and values for
 * all other required properties.
 */
final class ReadingTool {

	private static final Pattern READS = Pattern.compile("\\bread.{0,40}\\bfiles?\\b", Pattern.CASE_INSENSITIVE);

	private static final Pattern SHELL = Pattern.compile("shell|bash|exec|terminal|run_?command",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern PLACE = Pattern.compile("path|file|uri", Pattern.CASE_INSENSITIVE);

	private static final Pattern COMMAND = Pattern.compile("cmd|command", Pattern.CASE_INSENSITIVE);

	/** The better ones first. */
	private static final List<Predicate<OfferedFunction>> KINDS = List.of(
			(tool) -> Set.of("read", "readfile", "readfiles", "view", "viewfile", "openfile")
				.contains(tool.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")),
			(tool) -> Pattern.compile("read.*file", Pattern.CASE_INSENSITIVE).matcher(tool.name()).find(),
			ReadingTool::isShell, (tool) -> READS.matcher(tool.description()).find());

	private ReadingTool() {
	}

	/**
	 * Returns the best tool for reading a file, or {@code null} if there is none.
	 */
	static @Nullable OfferedFunction among(List<OfferedFunction> tools) {
		return KINDS.stream()
			.map((kind) -> tools.stream().filter(kind).findFirst().orElse(null))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the arguments with which a tool reads a file.
	 * @param file the file, as the user names it
	 * @param folder the folder of the file, for tools that demand an absolute path, may
	 * be empty
	 */
	static Map<String, ?> arguments(OfferedFunction tool, String file, String folder) {
		JsonNode schema = JsonMapper.shared().readTree(tool.parameters());
		boolean shell = isShell(tool);
		boolean absolute = tool.parameters().contains("absolute") && !file.startsWith("/") && !folder.isEmpty();
		String path = absolute ? folder.replaceFirst("/$", "") + "/" + file : file;
		return values(schema, shell ? COMMAND : PLACE, shell ? List.of("cat", path) : List.of(path));
	}

	private static boolean isShell(OfferedFunction tool) {
		return SHELL.matcher(tool.name()).find();
	}

	private static Map<String, ?> values(JsonNode schema, Pattern wanted, List<String> words) {
		JsonNode properties = schema.path("properties");
		Map<String, Object> values = new LinkedHashMap<>();
		schema.path("required")
			.values()
			.stream()
			.map(JsonNode::asString)
			.forEach((name) -> values.put(name, sample(properties.path(name))));
		properties.propertyNames()
			.stream()
			.filter((name) -> wanted.matcher(name).find())
			.findFirst()
			.ifPresent((name) -> values.put(name, value(properties.path(name), wanted, words)));
		return values;
	}

	private static Object value(JsonNode schema, Pattern wanted, List<String> words) {
		return switch (type(schema)) {
			case "array" -> type(schema.path("items")).equals("object")
					? List.of(values(schema.path("items"), wanted, words)) : words;
			case "object" -> values(schema, wanted, words);
			default -> String.join(" ", words);
		};
	}

	private static Object sample(JsonNode schema) {
		if (schema.path("enum").isArray()) {
			return schema.path("enum").path(0).asString();
		}
		return switch (type(schema)) {
			case "boolean" -> false;
			case "integer", "number" -> 1;
			case "array" -> List.of();
			case "object" -> Map.of();
			default -> "Reads a file";
		};
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		return type.isArray() ? type.path(0).asString() : type.asString("string");
	}

}
