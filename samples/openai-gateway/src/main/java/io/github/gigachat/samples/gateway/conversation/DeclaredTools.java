package io.github.gigachat.samples.gateway.conversation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Collects the tools of a request, and whether the model may, must not or must call them.
 */
public final class DeclaredTools {

	private static final int MOST = 512;

	private static final int LONGEST_NAME = 256;

	private final List<ToolCallback> tools = new ArrayList<>();

	private final Set<String> names = new HashSet<>();

	private @Nullable FunctionCallMode mode;

	private boolean required;

	/**
	 * Adds a tool.
	 * @param name the name
	 * @param description the description, or {@code null}
	 * @param schema the JSON schema of its arguments, or {@code null} if it takes none
	 * @param place the place of the name in the request
	 * @throws ApiException if there is such a tool already, the name is too long, or
	 * there are too many tools
	 */
	public void add(String name, @Nullable String description, @Nullable String schema, String place) {
		require(name, place);
		this.tools.add(GigaChatTools.declared(name, description, schema));
	}

	/**
	 * Adds a tool whose definition knows more than its name, description and schema.
	 * @param definition the definition
	 * @param place the place of the name in the request
	 * @throws ApiException if there is such a tool already, the name is too long, or
	 * there are too many tools
	 */
	public void add(ToolDefinition definition, String place) {
		require(definition.name(), place);
		this.tools.add(GigaChatTools.declared(definition));
	}

	private void require(String name, String place) {
		if (name.length() > LONGEST_NAME) {
			throw ApiException.invalid(place, place + " has to be at most " + LONGEST_NAME + " characters long");
		}
		if (!this.names.add(name)) {
			throw ApiException.invalid(place, place + " is the name of two tools");
		}
		if (this.tools.size() == MOST) {
			throw ApiException.invalid("tools", "tools has to be an array of at most " + MOST + " tools");
		}
	}

	/**
	 * Returns whether there is a tool.
	 * @param name the name of the tool, or {@code null}
	 * @return {@code true} if the request has it
	 */
	public boolean has(@Nullable String name) {
		return name != null && this.names.contains(name);
	}

	/**
	 * Removes all tools but some.
	 * @param names the names of the tools that stay
	 */
	public void keep(Set<String> names) {
		this.tools.removeIf((tool) -> !names.contains(tool.getToolDefinition().name()));
	}

	/** Keeps the model from calling tools, which it still sees. */
	public void forbid() {
		this.mode = FunctionCallMode.NONE;
	}

	/**
	 * Makes the model call one tool.
	 * @param name the name of the tool, or {@code null} if the request has none
	 * @param place the place of the name in the request
	 * @throws ApiException if there is no such tool
	 */
	public void force(@Nullable String name, String place) {
		if (name == null || !has(name)) {
			throw ApiException.invalid(place, place + " names no tool of the request");
		}
		this.mode = FunctionCallMode.always(name);
	}

	/**
	 * Makes the model call any of the tools.
	 * @param place the place of the demand in the request
	 * @throws ApiException if there are no tools
	 */
	public void requireAny(String place) {
		if (this.tools.isEmpty()) {
			throw ApiException.invalid(place,
					place + " asks for a call, but the request has no tool that is served here");
		}
		if (this.tools.size() == 1) {
			this.mode = FunctionCallMode.always(this.tools.get(0).getToolDefinition().name());
		}
		else {
			this.required = true;
		}
	}

	/**
	 * Returns whether one of several tools has to be called.
	 * @return {@code true} if the service has no mode for what was asked
	 */
	public boolean required() {
		return this.required;
	}

	/**
	 * Adds the tools and the mode to options.
	 * @param options gets them
	 */
	public void addTo(GigaChatOptions.Builder options) {
		if (!this.tools.isEmpty()) {
			options.toolCallbacks(this.tools);
		}
		options.functionCall(this.mode);
	}

}
