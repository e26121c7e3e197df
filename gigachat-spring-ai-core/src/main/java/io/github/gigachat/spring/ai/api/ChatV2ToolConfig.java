package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model may, must not or has to use a tool, in the v2 API. Absent, it may.
 *
 * @param mode {@code auto}, {@code none} or {@code forced}
 * @param toolName the tool of the service that it has to use
 * @param functionName the function of the application that it has to call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2ToolConfig(@JsonProperty("mode") String mode, @JsonProperty("tool_name") @Nullable String toolName,
		@JsonProperty("function_name") @Nullable String functionName) {

	/** The model decides. */
	public static final ChatV2ToolConfig AUTO = new ChatV2ToolConfig("auto", null, null);

	/** The model uses no tool. */
	public static final ChatV2ToolConfig NONE = new ChatV2ToolConfig("none", null, null);

	/**
	 * The model has to use a tool of the service.
	 * @param name the tool's name
	 * @return the choice
	 */
	public static ChatV2ToolConfig forcedTool(String name) {
		return new ChatV2ToolConfig("forced", name, null);
	}

	/**
	 * The model has to call a function of the application.
	 * @param name the function's name on the wire
	 * @return the choice
	 */
	public static ChatV2ToolConfig forcedFunction(String name) {
		return new ChatV2ToolConfig("forced", null, name);
	}

}
