package io.github.gigachat.spring.ai;

import java.util.Collection;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Which options only one of the service's APIs has: in the other they would be lost, so
 * the request is not made.
 */
final class ApiRules {

	private static final String TOOLS_OF_V2 = "Set builtInTools there: its image_generate and model_3d_generate are"
			+ " v1's text2image and text2model3d";

	private static final String PREFIX = "spring.ai.gigachat.chat.";

	private ApiRules() {
	}

	/**
	 * Checks that the API that the options choose has all that they ask for.
	 * @throws GigaChatNonTransientException naming the property, and the API that has it
	 */
	static void check(GigaChatOptions options) {
		if (options.getApi() == ChatApi.V2) {
			checkV2(options);
		}
		else {
			checkV1(options);
		}
	}

	private static void checkV1(GigaChatOptions options) {
		needsV2(PREFIX + "built-in-tools", isSet(options.getBuiltInTools()));
		needsV2(PREFIX + "response-regex", options.getResponseRegex() != null);
		needsV2(PREFIX + "filter.*", options.getFilterSettings() != null);
		needsV2("The option storage", options.getStorage() != null);
		needsV2(PREFIX + "reasoning-effort=off", "off".equals(options.getReasoningEffort()));
	}

	private static void checkV2(GigaChatOptions options) {
		if (isSet(options.getBuiltInFunctions())) {
			throw GigaChatNonTransientException.invalidRequest(
					"The option builtInFunctions is one of the v1 API, but spring.ai.gigachat.chat.api is v2",
					TOOLS_OF_V2);
		}
		FunctionCallMode mode = options.getFunctionCall();
		if (mode != null && !mode.partialArguments().isEmpty()) {
			throw GigaChatNonTransientException
				.invalidRequest("A forced function with some of its arguments given is an option of the v1 API, but"
						+ " spring.ai.gigachat.chat.api is v2", "Force the function by its name alone");
		}
	}

	private static void needsV2(String option, boolean isSet) {
		if (isSet) {
			throw GigaChatNonTransientException.invalidRequest(
					option + " is one of the v2 API, but spring.ai.gigachat.chat.api is v1",
					"Set spring.ai.gigachat.chat.api=v2 (GigaChatOptions.api), or remove the option");
		}
	}

	private static boolean isSet(@Nullable Collection<?> values) {
		return values != null && !values.isEmpty();
	}

}
