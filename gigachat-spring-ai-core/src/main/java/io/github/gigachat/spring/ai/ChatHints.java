package io.github.gigachat.spring.ai;

import java.util.Locale;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hint for a failed chat request, in cases where the content of the request
 * explains the failure better than the service's response does.
 */
final class ChatHints {

	private static final String FORMAT_BESIDE_TOOLS = "If the service does not accept response_format together with tools, set"
			+ " spring.ai.gigachat.chat.structured-output=function or =auto";

	private static final String REGEX = "If the service does not accept this regular expression, or none with tools or for"
			+ " this model, correct or remove spring.ai.gigachat.chat.response-regex, or the responseRegex of the request";

	/** The error message of the service, possibly after a prefix. */
	private static final String COUNT_MISMATCH = "function calls count does not match function results count";

	private static final String MORE_CALLS = "The service has stored more tool calls than the history has results for; start"
			+ " a new conversation, or remove the earlier tool calls from its history";

	private static final String REPEATED = "The request without functions_state_id was refused as well. ";

	private static final String UNKNOWN_TOOL = "The service has no built-in tool of that name; correct"
			+ " spring.ai.gigachat.chat.built-in-tools, or the builtInTools of the request";

	private static final String UNAVAILABLE_TOOL = "The contract does not include this built-in tool; remove it from"
			+ " spring.ai.gigachat.chat.built-in-tools, or from the builtInTools of the request";

	private ChatHints() {
	}

	/** Tells whether the request was refused for its content. */
	static boolean isRefusal(GigaChatFailure failure) {
		return failure.isOfService() && !failure.isOfTokenEndpoint()
				&& (Objects.equals(failure.status(), 400) || Objects.equals(failure.status(), 422));
	}

	/**
	 * Tells whether the service refused a history because it counts more tool calls than
	 * there are results. The response has no code for this case, so the message is
	 * compared.
	 */
	static boolean isCountMismatch(GigaChatFailure failure) {
		String words = failure.serviceMessage();
		return isRefusal(failure) && words != null && words.toLowerCase(Locale.ROOT).contains(COUNT_MISMATCH);
	}

	/**
	 * Tells whether the request was refused for its content, and possibly for schemas or
	 * the form of the answer.
	 */
	static boolean isAdaptable(GigaChatFailure failure) {
		return isRefusal(failure) && !isCountMismatch(failure);
	}

	/** Tells whether the service names {@code response_format} in its refusal. */
	static boolean namesResponseFormat(GigaChatFailure failure) {
		String words = failure.serviceMessage();
		return words != null && words.toLowerCase(Locale.ROOT).contains("response_format");
	}

	/**
	 * Finds the hint for a failure.
	 * @return the hint, or {@code null} to keep the failure's own hint
	 */
	static @Nullable String of(GigaChatFailure failure, GigaChatOptions options, FlattenedConversation conversation) {
		if (failure.isOfTokenEndpoint()) {
			return null;
		}
		if (!failure.isOfService()) {
			return ofForeign(failure, options);
		}
		String words = Objects.requireNonNullElse(failure.serviceMessage(), "");
		if (failure.kind() == FailureKind.NOT_FOUND && words.startsWith("Unknown tool")) {
			return UNKNOWN_TOOL;
		}
		if (UnknownModel.isReasonOf(failure)) {
			return UnknownModel.hint("chat") + ". " + api(options);
		}
		if (!isRefusal(failure)) {
			return null;
		}
		if (isCountMismatch(failure)) {
			boolean repeated = conversation.changes().count(Change.STATE_IDS_OMITTED) > 0;
			return repeated ? REPEATED + MORE_CALLS : MORE_CALLS;
		}
		if (words.startsWith("Tool ") && words.endsWith(" is unavailable")) {
			return UNAVAILABLE_TOOL;
		}
		ResponseFormat format = conversation.responseFormat();
		if (format != null && format.regex() != null) {
			return REGEX;
		}
		if (format != null && hasTools(options, conversation)) {
			return FORMAT_BESIDE_TOOLS;
		}
		return (Objects.equals(failure.status(), 400) && failure.hint() == null) ? api(options) : null;
	}

	/** Finds the hint for a response from another server: the URL may be wrong. */
	private static @Nullable String ofForeign(GigaChatFailure failure, GigaChatOptions options) {
		boolean elsewhere = failure.kind() == FailureKind.NOT_FOUND && options.getApi() == ChatApi.V2;
		return (elsewhere && failure.hint() != null) ? failure.hint() + ". " + api(options) : null;
	}

	/** Tells whether a request offers functions or, in v2, built-in tools. */
	static boolean hasTools(GigaChatOptions options, FlattenedConversation conversation) {
		return !conversation.functions().isEmpty()
				|| (options.getBuiltInTools() != null && !options.getBuiltInTools().isEmpty());
	}

	private static String api(GigaChatOptions options) {
		return (options.getApi() == ChatApi.V2)
				? "If the model or the installation has no v2 API, set spring.ai.gigachat.chat.api=v1; if the v2 API"
						+ " has another URL, set spring.ai.gigachat.chat.v2-url"
				: "If the model supports the v2 API only, set spring.ai.gigachat.chat.api=v2";
	}

}
