package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The {@code function_call} of a request and its effect on the service's built-in
 * functions of the v1 API.
 *
 * @param mode the mode to send, or {@code null} to send none
 * @param drawing whether the model may generate files, which a tag in its text then
 * reports
 * @param unread the reason why the model might be unable to read an attached document, or
 * {@code null}
 */
record FunctionCalls(@Nullable FunctionCallMode mode, boolean drawing, @Nullable String unread) {

	/**
	 * The built-in function that reads attached documents. According to the service's
	 * guide on built-in functions, it requires {@code functions} or
	 * {@code "function_call": "auto"} in addition to {@code attachments}.
	 */
	private static final String READING = "get_file_content";

	/**
	 * Determines the mode to send.
	 * @param chosen the mode that follows from options and tools, or {@code null} if
	 * there is none
	 * @param offered the functions of the request
	 * @param output the function that takes the answer, or {@code null}
	 * @param settings the options of the request
	 * @param document whether a message of the request has a document attached
	 * @return the mode and its effects
	 */
	static FunctionCalls of(@Nullable FunctionCallMode chosen, List<FunctionDefinition> offered,
			@Nullable OutputFunction output, FlattenSettings settings, boolean document) {
		if (settings.api() != ChatApi.V1) {
			return new FunctionCalls(chosen, false, null);
		}
		if (chosen == null) {
			return new FunctionCalls(document ? FunctionCallMode.AUTO : null, false, null);
		}
		return new FunctionCalls(chosen, allowsDrawing(chosen, offered, settings.builtInFunctions()),
				document ? unread(chosen, output) : null);
	}

	/**
	 * Returns whether the model may call a built-in function that generates files. If the
	 * request has functions of the application, the service calls a built-in function
	 * only if the request lists it.
	 */
	private static boolean allowsDrawing(FunctionCallMode mode, List<FunctionDefinition> offered,
			List<String> builtIn) {
		if (mode.equals(FunctionCallMode.NONE)) {
			return false;
		}
		if (mode.isForced()) {
			boolean own = offered.stream().anyMatch((function) -> function.name().equals(mode.name()));
			return !mode.name().equals(READING) && (!own || builtIn.contains(mode.name()));
		}
		return offered.isEmpty() || builtIn.stream().anyMatch((name) -> !name.equals(READING));
	}

	private static @Nullable String unread(FunctionCallMode mode, @Nullable OutputFunction output) {
		if (mode.equals(FunctionCallMode.NONE)) {
			return "function_call is none, so the model may not call " + READING + ", the service's function that reads"
					+ " documents. Remove spring.ai.gigachat.chat.function-call, or the functionCall of the request";
		}
		if (!mode.isForced() || mode.name().equals(READING)) {
			return null;
		}
		boolean answering = output != null && output.name().equals(mode.name());
		return "function_call forces " + mode.name() + ", so the model may not call " + READING
				+ ", the service's function that reads documents. "
				+ (answering
						? "Set spring.ai.gigachat.chat.structured-output=native, or read the document in a request"
								+ " without an output schema"
						: "Read the document in a request that forces no function");
	}

}
