package io.github.gigachat.spring.ai.api;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One tool that a request of the v2 API offers: the functions of the application, or one
 * that the service runs itself. On the wire it is an object of one field.
 *
 * @param name the field: {@code functions}, or the name of the service's tool
 * @param settings the field's value
 */
public record ChatV2Tool(String name, Map<String, Object> settings) {

	private static final String FUNCTIONS = "functions";

	/**
	 * The functions of the application.
	 * @param functions the functions, at least one
	 * @return the tool
	 */
	public static ChatV2Tool functions(List<FunctionDefinition> functions) {
		return new ChatV2Tool(FUNCTIONS, Map.of("specifications", List.copyOf(functions)));
	}

	/**
	 * A tool that the service runs itself.
	 * @param tool the tool
	 * @return the tool
	 */
	public static ChatV2Tool of(BuiltInTool tool) {
		return new ChatV2Tool(tool.name(), tool.settings());
	}

	@JsonValue
	Map<String, Object> onTheWire() {
		return Map.of(this.name, this.settings);
	}

}
