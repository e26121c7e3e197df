package io.github.gigachat.emulator.chat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.ChatRulesV2;
import io.github.gigachat.emulator.rules.V1View;
import tools.jackson.databind.JsonNode;

/**
 * What the two versions of chat completions have of their own: the rules and the form of
 * their requests.
 */
public enum ApiVersion {

	/** {@code /v1/chat/completions}, and what batches hold. */
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

	/** {@code /v2/chat/completions}. */
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

	/**
	 * The request in the form of v1.
	 * @param body a body of the right shape
	 * @return the body as v1 has it
	 */
	public abstract JsonNode v1View(JsonNode body);

	public abstract List<String> tools(JsonNode body);

	public abstract void checkContent(JsonNode body, JsonNode v1View, boolean functions, Set<String> tools,
			Predicate<String> files);

}
