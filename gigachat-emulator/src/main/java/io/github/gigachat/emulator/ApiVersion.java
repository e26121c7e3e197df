package io.github.gigachat.emulator;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.gigachat.emulator.rules.ChatRules;
import io.github.gigachat.emulator.rules.ChatRulesV2;
import io.github.gigachat.emulator.rules.PlainForm;
import tools.jackson.databind.JsonNode;

/**
 * What the two versions of chat completions have of their own: the rules and the form of
 * their requests.
 */
enum ApiVersion {

	/** {@code /v1/chat/completions}, and what batches hold. */
	V1 {

		@Override
		void checkShape(JsonNode body) {
			ChatRules.checkShape(body);
		}

		@Override
		JsonNode plain(JsonNode body) {
			return body;
		}

		@Override
		List<String> tools(JsonNode body) {
			return List.of();
		}

		@Override
		void checkContent(JsonNode body, JsonNode plain, boolean functions, Set<String> tools,
				Predicate<String> files) {
			ChatRules.checkContent(body, functions, files);
		}

	},

	/** {@code /v2/chat/completions}. */
	V2 {

		@Override
		void checkShape(JsonNode body) {
			ChatRulesV2.checkShape(body);
		}

		@Override
		JsonNode plain(JsonNode body) {
			return PlainForm.of(body);
		}

		@Override
		List<String> tools(JsonNode body) {
			return List.copyOf(PlainForm.builtInTools(body));
		}

		@Override
		void checkContent(JsonNode body, JsonNode plain, boolean functions, Set<String> tools,
				Predicate<String> files) {
			ChatRulesV2.checkContent(body, plain, functions, tools, files);
		}

	};

	static ApiVersion of(String path) {
		return path.equals(EmulatorService.CHAT_V2_PATH) ? V2 : V1;
	}

	int number() {
		return ordinal() + 1;
	}

	abstract void checkShape(JsonNode body);

	/**
	 * The request in the form of v1.
	 * @param body a body of the right shape
	 * @return the plain form
	 */
	abstract JsonNode plain(JsonNode body);

	abstract List<String> tools(JsonNode body);

	abstract void checkContent(JsonNode body, JsonNode plain, boolean functions, Set<String> tools,
			Predicate<String> files);

}
