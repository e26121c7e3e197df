package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool of the v2 API that the service runs itself: the application offers it, and sees
 * what came of it in the answer.
 *
 * @param name the tool's name; the service answers 404 to one that it does not know, and
 * 422 to one that the contract does not include
 * @param settings the tool's settings, by name, as the service takes them; empty for none
 */
public record BuiltInTool(String name, Map<String, Object> settings) {

	/** Searches the web; the answer's metadata has the sources. */
	public static final BuiltInTool WEB_SEARCH = of("web_search");

	/** A web search of the type {@code actual_info_web_search}. */
	public static final BuiltInTool ACTUAL_INFO_WEB_SEARCH = webSearch("actual_info_web_search");

	/** A web search of the type {@code safe_search}. */
	public static final BuiltInTool SAFE_SEARCH = webSearch("safe_search");

	/** Reads pages whose addresses are in the conversation. */
	public static final BuiltInTool URL_CONTENT_EXTRACTION = of("url_content_extraction");

	/** Runs Python; not part of every contract. */
	public static final BuiltInTool CODE_INTERPRETER = of("code_interpreter");

	/** Draws pictures. */
	public static final BuiltInTool IMAGE_GENERATE = of("image_generate");

	/** Makes three-dimensional models. */
	public static final BuiltInTool MODEL_3D_GENERATE = of("model_3d_generate");

	/**
	 * Creates a tool.
	 * @param name its name
	 * @param settings its settings, by name
	 */
	public BuiltInTool {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of a built-in tool must not be blank");
		}
		if (name.equals("functions")) {
			throw new IllegalArgumentException(
					"'functions' is no built-in tool: the tools of the application go there by themselves");
		}
		settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
	}

	/**
	 * A tool by its name, also one that this version does not know, without settings.
	 * @param name the name
	 * @return the tool
	 */
	public static BuiltInTool of(String name) {
		return new BuiltInTool(name, Map.of());
	}

	/**
	 * A web search of a type, with the service's own choice of indexes and flags.
	 * @param type the type: {@code web_search}, {@code actual_info_web_search} or
	 * {@code safe_search}, as the documentation of November 2026 names them, or one that
	 * this version does not know
	 * @return the tool
	 */
	public static BuiltInTool webSearch(String type) {
		return webSearch(type, List.of(), List.of());
	}

	/**
	 * A web search of a type.
	 * @param type the type, as in {@link #webSearch(String)}
	 * @param indexes the indexes that are searched; empty for the service's own choice
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
