package io.github.gigachat.spring.ai;

import java.util.Collection;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses options that the chosen version of the chat API does not support, since they
 * would be lost.
 */
final class ApiRules {

	private static final String TOOLS_OF_V2 = "Set builtInTools instead: its image_generate and model_3d_generate replace"
			+ " v1's text2image and text2model3d";

	private static final String PREFIX = "spring.ai.gigachat.chat.";

	private ApiRules() {
	}

	/**
	 * Checks that the chosen API supports all options that are set.
	 * @throws GigaChatNonTransientException if it does not; the message names the
	 * property and the API that supports it
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
					"The option builtInFunctions is supported by the v1 API only, but spring.ai.gigachat.chat.api is v2",
					TOOLS_OF_V2);
		}
		FunctionCallMode mode = options.getFunctionCall();
		if (mode != null && !mode.partialArguments().isEmpty()) {
			throw GigaChatNonTransientException
				.invalidRequest("Arguments for a forced function are supported by the v1 API only, but"
						+ " spring.ai.gigachat.chat.api is v2", "Force the function without arguments");
		}
	}

	private static void needsV2(String option, boolean isSet) {
		if (isSet) {
			throw GigaChatNonTransientException.invalidRequest(
					option + " is supported by the v2 API only, but spring.ai.gigachat.chat.api is v1",
					"Set spring.ai.gigachat.chat.api=v2 (GigaChatOptions.api), or remove the option");
		}
	}

	private static boolean isSet(@Nullable Collection<?> values) {
		return values != null && !values.isEmpty();
	}

}
