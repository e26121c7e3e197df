package io.github.gigachat.emulator.chat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.ChatRulesV2;
import io.github.gigachat.emulator.rules.V1View;
import tools.jackson.databind.JsonNode;

/**
 * The rules and the form of requests of both versions of chat completions.
 */
public enum ApiVersion {

	/** Chat completions of v1 and batches. */
	V1(1, "/v1/chat/completions") {

		@Override
		public void checkShape(JsonNode body) {
			ChatRules.checkShape(body);
		}

		@Override
		public JsonNode v1View(JsonNode body) {
			return body;
		}

		@Override
		public List<String> tools(JsonNode body) {
			return List.of();
		}

		@Override
		public void checkContent(JsonNode body, JsonNode v1View, boolean functions, Set<String> tools,
				Predicate<String> files) {
			ChatRules.checkContent(body, functions, files);
		}

	},

	/** Chat completions of v2. */
	V2(2, "/v2/chat/completions") {

		@Override
		public void checkShape(JsonNode body) {
			ChatRulesV2.checkShape(body);
		}

		@Override
		public JsonNode v1View(JsonNode body) {
			return V1View.of(body);
		}

		@Override
		public List<String> tools(JsonNode body) {
			return List.copyOf(V1View.builtInTools(body));
		}

		@Override
		public void checkContent(JsonNode body, JsonNode v1View, boolean functions, Set<String> tools,
				Predicate<String> files) {
			ChatRulesV2.checkContent(body, v1View, functions, tools, files);
		}

	};

	private final int number;

	private final String path;

	ApiVersion(int number, String path) {
		this.number = number;
		this.path = path;
	}

	public static ApiVersion of(String path) {
		return path.equals(V2.path) ? V2 : V1;
	}

	public static boolean isChat(String path) {
		return path.equals(V1.path) || path.equals(V2.path);
	}

	public int number() {
		return this.number;
	}

	public abstract void checkShape(JsonNode body);

	/** Returns a body with a valid shape in the form of v1. */
	public abstract JsonNode v1View(JsonNode body);

	public abstract List<String> tools(JsonNode body);

	public abstract void checkContent(JsonNode body, JsonNode v1View, boolean functions, Set<String> tools,
			Predicate<String> files);

}
