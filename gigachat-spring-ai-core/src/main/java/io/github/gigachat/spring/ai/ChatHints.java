package io.github.gigachat.spring.ai;

import java.util.Locale;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.flatten.FlatteningChanges.Change;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what to do about the refusal of a chat, if the request tells more than the
 * refusal.
 */
final class ChatHints {

	private static final String FORMAT_BESIDE_TOOLS = "If the service takes no response_format beside tools, set"
			+ " spring.ai.gigachat.chat.structured-output=function";

	private static final String REGEX = "If the service takes no such regular expression, or none beside tools or of"
			+ " this model, correct or remove spring.ai.gigachat.chat.response-regex, or the responseRegex of the request";

	/** The service's words for it, which may have a prefix. */
	private static final String COUNT_MISMATCH = "function calls count does not match function results count";

	private static final String MORE_CALLS = "The model keeps more calls than the history has results for; start a new"
			+ " conversation, or leave the earlier calls of tools out of its history";

	private static final String REPEATED = "The request without functions_state_id was refused as well. ";

	private static final String UNKNOWN_TOOL = "The service knows no built-in tool of that name; correct"
			+ " spring.ai.gigachat.chat.built-in-tools, or the builtInTools of the request";

	private static final String UNAVAILABLE_TOOL = "The contract does not include this built-in tool; take it out of"
			+ " spring.ai.gigachat.chat.built-in-tools, or of the builtInTools of the request";

	private ChatHints() {
	}

	/** Tells whether the request was refused for its content. */
	static boolean isRefusal(GigaChatFailure failure) {
		return failure.isOfService() && !failure.isOfTokenEndpoint()
				&& (Objects.equals(failure.status(), 400) || Objects.equals(failure.status(), 422));
	}

	/**
	 * Tells by its words whether the service refused a history because it counts more
	 * calls than there are results.
	 */
	static boolean isCountMismatch(GigaChatFailure failure) {
		String words = failure.serviceMessage();
		return isRefusal(failure) && words != null && words.toLowerCase(Locale.ROOT).contains(COUNT_MISMATCH);
	}

	/**
	 * Finds the hint for a failure.
	 * @return the hint, or {@code null} if the failure's own hint says all that is known
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

	/** Nothing is known of the request then, but that its address may be wrong. */
	private static @Nullable String ofForeign(GigaChatFailure failure, GigaChatOptions options) {
		boolean elsewhere = failure.kind() == FailureKind.NOT_FOUND && options.getApi() == ChatApi.V2;
		return (elsewhere && failure.hint() != null) ? failure.hint() + ". " + api(options) : null;
	}

	private static boolean hasTools(GigaChatOptions options, FlattenedConversation conversation) {
		return !conversation.functions().isEmpty()
				|| (options.getBuiltInTools() != null && !options.getBuiltInTools().isEmpty());
	}

	private static String api(GigaChatOptions options) {
		return (options.getApi() == ChatApi.V2)
				? "If the model or the installation has no v2 API, set spring.ai.gigachat.chat.api=v1; if it has it"
						+ " elsewhere, set spring.ai.gigachat.chat.v2-url"
				: "If the model answers in the v2 API only, set spring.ai.gigachat.chat.api=v2";
	}

}
