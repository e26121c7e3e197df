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
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import org.jspecify.annotations.Nullable;

/**
 * Checks options against the ranges that the service accepts, before a request is sent.
 */
final class OptionRules {

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "off");

	private OptionRules() {
	}

	/**
	 * Checks the options of a request.
	 * @throws GigaChatNonTransientException if an option is out of range; it names the
	 * option
	 */
	static void check(GigaChatOptions options) {
		ApiRules.check(options);
		check("temperature", options.getTemperature(), 0, Double.MAX_VALUE, "at least 0");
		check("top-p", options.getTopP(), 0, 1, "from 0 to 1");
		check("max-tokens", options.getMaxTokens(), 1, Integer.MAX_VALUE, "at least 1");
		check("repetition-penalty", options.getRepetitionPenalty(), Double.MIN_VALUE, Double.MAX_VALUE, "above 0");
		check("update-interval", options.getUpdateInterval(), 0, Double.MAX_VALUE, "at least 0");
		if (options.getOutputSchema() != null && options.getResponseRegex() != null) {
			throw GigaChatNonTransientException.invalidOption("response-regex",
					"response-regex cannot be combined with output-schema, the JSON schema of the answer",
					"Remove one of them; the property of the former is spring.ai.gigachat.chat.response-regex");
		}
		String effort = options.getReasoningEffort();
		if (effort != null && !EFFORTS.contains(effort)) {
			throw outOfRange("reasoning-effort", "low, medium or high, or off in the v2 API", effort);
		}
	}

	/**
	 * Adds the additional fields to the body.
	 * @param adding adds the fields, and throws an {@code IllegalArgumentException} for a
	 * field that has an option
	 * @throws GigaChatNonTransientException if a field has an option; the message names
	 * the field
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
			throw GigaChatNonTransientException.invalidOption("extra-body",
					"extra-body cannot be sent: " + ex.getMessage(), "Set the option instead");
		}
	}

	private static void check(String option, @Nullable Number value, double least, double most, String range) {
		// the negated comparison also refuses NaN
		if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
			throw outOfRange(option, range, value);
		}
	}

	private static GigaChatNonTransientException outOfRange(String option, String range, Object value) {
		return GigaChatNonTransientException.invalidOption(option, option + " has to be " + range + ", but is " + value,
				"Correct the option, or the property spring.ai.gigachat.chat." + option);
	}

	/** Returns the headers that the options add to a request. */
	static RequestHeaders headers(GigaChatOptions options) {
		Map<String, String> headers = options.getHeaders();
		if (headers == null && options.getSessionId() == null) {
			return RequestHeaders.none();
		}
		return new RequestHeaders(options.getSessionId(), (headers != null) ? headers : Map.of());
	}

	/** Returns the settings for flattening. */
	static FlattenSettings settings(GigaChatOptions options) {
		List<String> builtIn = options.getBuiltInFunctions();
		List<BuiltInTool> tools = options.getBuiltInTools();
		return new FlattenSettings(either(options.getApi(), ChatApi.V1), options.getFunctionCall(),
				(builtIn != null) ? builtIn : List.of(),
				(tools != null) ? tools.stream().map(BuiltInTool::name).toList() : List.of(),
				either(options.getLaterSystemMessages(), LaterSystemMessages.USER),
				either(options.getFunctionSchema(), FunctionSchemaMode.COMPATIBLE),
				new FlattenSettings.Output(either(options.getStructuredOutput(), StructuredOutputMode.NATIVE),
						options.getOutputSchema(), either(options.getStructuredOutputStrict(), true),
						options.getResponseRegex()),
				false);
	}

	private static <T> T either(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

}
