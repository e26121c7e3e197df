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
			+ " v1's text2image and text2model3d. Or set spring.ai.gigachat.chat.api=v1";

	private ApiRules() {
	}

	/**
	 * Checks that the chosen API supports all options that are set.
	 * @throws GigaChatNonTransientException if it does not; the message names the option
	 * and the API that supports it
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
		needsV2("built-in-tools", "built-in-tools", isSet(options.getBuiltInTools()));
		needsV2("response-regex", "response-regex", options.getResponseRegex() != null);
		needsV2("filter", "filter.*", options.getFilterSettings() != null);
		needsV2("storage", null, options.getStorage() != null);
		needsV2("reasoning-effort", "reasoning-effort=off", "off".equals(options.getReasoningEffort()));
	}

	private static void checkV2(GigaChatOptions options) {
		if (isSet(options.getBuiltInFunctions())) {
			throw GigaChatNonTransientException.invalidOption("built-in-functions",
					"built-in-functions is supported by the v1 API only, but api is v2", TOOLS_OF_V2);
		}
		FunctionCallMode mode = options.getFunctionCall();
		if (mode != null && !mode.partialArguments().isEmpty()) {
			throw GigaChatNonTransientException.invalidOption("function-call",
					"function-call with arguments for the forced function is supported by the v1 API only, but api is v2",
					"Force the function without arguments, or set spring.ai.gigachat.chat.api=v1");
		}
	}

	private static void needsV2(String option, @Nullable String property, boolean isSet) {
		if (isSet) {
			String setting = (property != null) ? property : option;
			throw GigaChatNonTransientException.invalidOption(option,
					setting + " is supported by the v2 API only, but api is v1",
					"Set spring.ai.gigachat.chat.api=v2 (GigaChatOptions.api), or remove the option"
							+ ((property != null) ? " or the property spring.ai.gigachat.chat." + property : ""));
		}
	}

	private static boolean isSet(@Nullable Collection<?> values) {
		return values != null && !values.isEmpty();
	}

}
