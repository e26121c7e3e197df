package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import org.jspecify.annotations.Nullable;

/**
 * The ranges that the service has for its options, checked before the request is made.
 */
final class OptionRules {

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "off");

	private OptionRules() {
	}

	/**
	 * Checks the options of a request.
	 * @throws GigaChatNonTransientException naming the property that is out of range
	 */
	static void check(GigaChatOptions options) {
		ApiRules.check(options);
		check("temperature", options.getTemperature(), 0, Double.MAX_VALUE, "at least 0");
		check("top-p", options.getTopP(), 0, 1, "from 0 to 1");
		check("max-tokens", options.getMaxTokens(), 1, Integer.MAX_VALUE, "at least 1");
		check("repetition-penalty", options.getRepetitionPenalty(), Double.MIN_VALUE, Double.MAX_VALUE, "above 0");
		check("update-interval", options.getUpdateInterval(), 0, Double.MAX_VALUE, "at least 0");
		if (options.getOutputSchema() != null && options.getResponseRegex() != null) {
			throw GigaChatNonTransientException.invalidRequest(
					"An answer by a JSON schema and spring.ai.gigachat.chat.response-regex are both asked for",
					"Keep one of them");
		}
		String effort = options.getReasoningEffort();
		if (effort != null && !EFFORTS.contains(effort)) {
			throw outOfRange("reasoning-effort", "low, medium or high, or off in the v2 API", effort);
		}
	}

	/**
	 * Adds the further fields of the body.
	 * @param adding adds them, and refuses fields that are no further ones
	 * @throws GigaChatNonTransientException naming such a field
	 */
	static void addExtraBody(GigaChatOptions options, Consumer<Map<String, Object>> adding) {
		Map<String, Object> extraBody = options.getExtraBody();
		if (extraBody == null) {
			return;
		}
		try {
			adding.accept(extraBody);
		}
		catch (IllegalArgumentException ex) {
			throw GigaChatNonTransientException.invalidRequest(ex.getMessage() + ", but extraBody has it too",
					"Use that option");
		}
	}

	private static void check(String property, @Nullable Number value, double least, double most, String range) {
		// written so that a value that is no number is out of range too
		if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
			throw outOfRange(property, range, value);
		}
	}

	private static GigaChatNonTransientException outOfRange(String property, String range, Object value) {
		return GigaChatNonTransientException.invalidRequest(
				"spring.ai.gigachat.chat." + property + " has to be " + range + ", but is " + value,
				"Correct the property, or the option of that name in the request");
	}

	/** What the options say about flattening. */
	static FlattenSettings settings(GigaChatOptions options) {
		List<String> builtIn = options.getBuiltInFunctions();
		List<BuiltInTool> tools = options.getBuiltInTools();
		return new FlattenSettings(either(options.getApi(), ChatApi.V1), options.getFunctionCall(),
				(builtIn != null) ? builtIn : List.of(),
				(tools != null) ? tools.stream().map(BuiltInTool::name).toList() : List.of(),
				either(options.getLaterSystemMessages(), LaterSystemMessages.USER),
				either(options.getFunctionSchema(), FunctionSchemaMode.COMPATIBLE),
				either(options.getStructuredOutput(), StructuredOutputMode.NATIVE), options.getOutputSchema(),
				options.getResponseRegex(), false);
	}

	private static <T> T either(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

}
