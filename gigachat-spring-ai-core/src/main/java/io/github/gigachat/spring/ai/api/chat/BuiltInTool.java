package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool of the v2 API that the service runs itself. The application offers it to the
 * model and finds its results in the answer.
 *
 * @param name the tool's name; the service responds with 404 to an unknown tool, and with
 * 422 to one that the contract does not include
 * @param settings the tool's settings by name, in the service's format; empty for none
 */
public record BuiltInTool(String name, Map<String, Object> settings) {

	/** Searches the web. The answer's metadata contains the sources. */
	public static final BuiltInTool WEB_SEARCH = of("web_search");

	/** A web search of the type {@code actual_info_web_search}. */
	public static final BuiltInTool ACTUAL_INFO_WEB_SEARCH = webSearch("actual_info_web_search");

	/** A web search of the type {@code safe_search}. */
	public static final BuiltInTool SAFE_SEARCH = webSearch("safe_search");

	/** Reads the web pages whose URLs are in the conversation. */
	public static final BuiltInTool URL_CONTENT_EXTRACTION = of("url_content_extraction");

	/** Runs Python code. Not every contract includes it. */
	public static final BuiltInTool CODE_INTERPRETER = of("code_interpreter");

	/** Generates images. */
	public static final BuiltInTool IMAGE_GENERATE = of("image_generate");

	/** Generates three-dimensional models. */
	public static final BuiltInTool MODEL_3D_GENERATE = of("model_3d_generate");

	/**
	 * Creates a tool.
	 * @param name the tool's name
	 * @param settings the tool's settings by name
	 * @throws IllegalArgumentException if the name is blank or {@code functions}
	 */
	public BuiltInTool {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of a built-in tool must not be blank");
		}
		if (name.equals("functions")) {
			throw new IllegalArgumentException(
					"'functions' is not a built-in tool: the provider adds the tools of the application to it");
		}
		settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
	}

	/**
	 * Creates a tool without settings. The name may be one that this version of the
	 * provider does not know.
	 * @param name the tool's name
	 * @return the tool
	 */
	public static BuiltInTool of(String name) {
		return new BuiltInTool(name, Map.of());
	}

	/**
	 * Creates a web search of the given type. The service chooses the indexes and flags.
	 * @param type the type: {@code web_search}, {@code actual_info_web_search} or
	 * {@code safe_search} (documentation of November 2026), or one that this version of
	 * the provider does not know
	 * @return the tool
	 */
	public static BuiltInTool webSearch(String type) {
		return webSearch(type, List.of(), List.of());
	}

	/**
	 * Creates a web search of the given type.
	 * @param type the type, as in {@link #webSearch(String)}
	 * @param indexes the indexes to search; empty for the service's own choice
	 * @param flags the service's flags of the search; empty for none
	 * @return the tool
	 */
	public static BuiltInTool webSearch(String type, List<String> indexes, List<String> flags) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("type", type);
		if (!indexes.isEmpty()) {
			settings.put("indexes", List.copyOf(indexes));
		}
		if (!flags.isEmpty()) {
			settings.put("flags", List.copyOf(flags));
		}
		return new BuiltInTool(WEB_SEARCH.name(), settings);
	}

}
