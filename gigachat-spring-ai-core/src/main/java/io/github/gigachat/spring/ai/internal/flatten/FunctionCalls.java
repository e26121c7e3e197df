package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The {@code function_call} of a request, and what it allows the service's own functions
 * of the v1 API to do.
 *
 * @param mode the mode that is sent, or {@code null} for none
 * @param drawing whether the model may make files, which a tag in its text then reports
 * @param unread why a document of the request may go unread, or {@code null}
 */
record FunctionCalls(@Nullable FunctionCallMode mode, boolean drawing, @Nullable String unread) {

	/**
	 * The service's function that reads attached documents. The service's guide on
	 * built-in functions says that it needs {@code functions} or
	 * {@code "function_call": "auto"} beside {@code attachments}.
	 */
	private static final String READING = "get_file_content";

	/**
	 * Completes the mode that options and tools led to.
	 * @param chosen that mode, or {@code null} where they led to none
	 * @param offered the functions of the request
	 * @param output the function that takes the answer, or {@code null}
	 * @param settings what the options say
	 * @param document whether a message of the request has a document attached
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
	 * Beside functions of the application, the service calls one of its own only where it
	 * is listed.
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
