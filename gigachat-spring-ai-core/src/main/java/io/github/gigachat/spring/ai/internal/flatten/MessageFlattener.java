package io.github.gigachat.spring.ai.internal.flatten;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation.AnswerContext;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.AdaptedSchema;
import io.github.gigachat.spring.ai.internal.schema.FunctionSchemas;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Converts Spring AI's messages and tools to a conversation that the service accepts.
 * Performs no input or output and keeps no state except adapted schemas and names.
 */
public final class MessageFlattener {

	private final FunctionSchemas schemas = new FunctionSchemas();

	private final ResponseSchemas responses = new ResponseSchemas();

	private volatile LastNames lastNames = new LastNames(Set.of(), List.of(), FunctionNames.of(List.of()));

	public MessageFlattener() {
	}

	/**
	 * Flattens a conversation without media.
	 * @throws GigaChatNonTransientException if there is nothing to send, or if a user
	 * message has media
	 */
	public FlattenedConversation flatten(List<Message> messages, List<ToolDefinition> tools, FlattenSettings settings) {
		return flatten(messages, tools, settings, FileIds.none(), GeneratedFiles.none());
	}

	/**
	 * Flattens a conversation.
	 * @param messages the messages, in any order
	 * @param files the uploaded files of the media in user messages
	 * @param generatedFiles the media of the files that the model generated
	 * @throws GigaChatNonTransientException if there is nothing to send, or if a medium
	 * is not uploaded
	 */
	public FlattenedConversation flatten(List<Message> messages, List<ToolDefinition> tools, FlattenSettings settings,
			FileIds files, GeneratedFiles generatedFiles) {
		ChangeCounter changes = new ChangeCounter();
		FunctionNames names = functionNames(namesOf(messages, tools), settings.takenNames());
		String schema = settings.output().schema();
		if (schema != null && FlattenJson.kindOf(schema) != JsonToken.START_OBJECT) {
			throw GigaChatNonTransientException.invalidOption("output-schema", "output-schema is not a JSON object",
					"Give the text of a JSON schema");
		}
		OutputFunction output = (schema != null && settings.output().mode() == StructuredOutputMode.FUNCTION)
				? OutputFunction.of(schema, wireNames(messages, tools, names)) : null;
		FunctionsWriter functions = new FunctionsWriter(this.schemas, names, settings.functionSchema(), changes);
		List<FunctionDefinition> offered = functions.write(tools, settings.builtInFunctions(), output, schema);
		ConversationWriter conversation = new ConversationWriter(names, functions.wrapped(), files,
				new EarlierFiles(generatedFiles, settings.api()), settings.laterSystemMessages(), changes);
		List<ChatMessage> written = conversation.write(messages);
		requireSomething(written);
		boolean stateless = settings.stateIdsOmitted() || StateId.isRefusedIn(messages);
		FunctionCallMode mode = (output != null && isOnlyWay(offered, settings))
				? FunctionCallMode.forced(output.name())
				: functionCall(offered, settings.functionCall(), wireName(tools, names), messages, names, changes);
		ResponseFormat format = (output == null) ? format(settings.output(), changes) : null;
		FunctionCalls calls = FunctionCalls.of(mode, offered, output, settings, conversation.hasDocument());
		List<ChatMessage> sent = stateless ? StateId.omitted(written, changes) : written;
		AnswerContext answers = new AnswerContext(names, functions.wrapped(), output, generatedFiles, calls.drawing(),
				stateless, changes.changes());
		return new FlattenedConversation(sent, offered, calls.mode(), format, answers, functions.isAdaptable(),
				calls.unread());
	}

	private @Nullable ResponseFormat format(FlattenSettings.Output output, ChangeCounter changes) {
		if (output.schema() == null) {
			return (output.regex() != null) ? ResponseFormat.regex(output.regex()) : null;
		}
		AdaptedSchema adapted = this.responses.of(output.schema());
		changes.addDroppedKeywords(adapted.droppedKeywords());
		return ResponseFormat.jsonSchema(adapted.json(), output.strict());
	}

	/** Maps the names anew only if they are not those of the last request. */
	private FunctionNames functionNames(Set<String> names, List<String> taken) {
		LastNames last = this.lastNames;
		if (!last.names().equals(names) || !last.taken().equals(taken)) {
			last = new LastNames(names, taken, FunctionNames.of(names, taken));
			this.lastNames = last;
		}
		return last.mapping();
	}

	private static Set<String> namesOf(List<Message> messages, List<ToolDefinition> tools) {
		Set<String> names = tools.isEmpty() ? Set.of() : new LinkedHashSet<>();
		for (ToolDefinition tool : tools) {
			names.add(tool.name());
		}
		for (Message message : messages) {
			if (message instanceof AssistantMessage assistant && assistant.hasToolCalls()) {
				names = names.isEmpty() ? new LinkedHashSet<>() : names;
				for (AssistantMessage.ToolCall call : assistant.getToolCalls()) {
					names.add(FunctionNames.orEmpty(call.name()));
				}
			}
		}
		return names;
	}

	private static Set<String> wireNames(List<Message> messages, List<ToolDefinition> tools, FunctionNames names) {
		return namesOf(messages, tools).stream().map(names::toWire).collect(Collectors.toSet());
	}

	private static void requireSomething(List<ChatMessage> written) {
		for (ChatMessage message : written) {
			if (message.functionCall() != null || message.attachments() != null
					|| (message.content() != null && !message.content().isBlank())) {
				return;
			}
		}
		throw GigaChatNonTransientException.invalidOption("messages", "No message of the prompt has text or a call",
				"Put the question into a user message");
	}

	/**
	 * Returns whether the answer can only come from the output function: there is no
	 * other function, or the model must not call one.
	 */
	private static boolean isOnlyWay(List<FunctionDefinition> offered, FlattenSettings settings) {
		return (offered.size() == 1 && settings.builtInTools().isEmpty())
				|| FunctionCallMode.NONE.equals(settings.functionCall());
	}

	/**
	 * Returns a function that maps a tool name to its function name. Any other name is a
	 * built-in function of the service and stays as it is.
	 */
	private static UnaryOperator<String> wireName(List<ToolDefinition> tools, FunctionNames names) {
		return (name) -> tools.stream().anyMatch((tool) -> tool.name().equals(name)) ? names.toWire(name) : name;
	}

	private static @Nullable FunctionCallMode functionCall(List<FunctionDefinition> offered,
			@Nullable FunctionCallMode mode, UnaryOperator<String> wireName, List<Message> messages,
			FunctionNames names, ChangeCounter changes) {
		if (mode == null) {
			// the default of the service differs between versions of its documentation
			return offered.isEmpty() ? null : FunctionCallMode.AUTO;
		}
		if (!mode.isForced()) {
			return mode;
		}
		String forced = wireName.apply(mode.name());
		// forcing the call again after its result would repeat it endlessly
		if (!mode.isAlways() && CurrentResults.has(messages,
				(name) -> name.equals(mode.name()) || names.toWire(name).equals(forced))) {
			changes.add(Change.FORCED_CALL_RELEASED);
			return FunctionCallMode.AUTO;
		}
		return mode.withName(forced);
	}

	/**
	 * The names of the last request. The tools of an application rarely change.
	 *
	 * @param names the names of the tools
	 * @param taken the names that are reserved for the service
	 * @param mapping the names on the wire
	 */
	private record LastNames(Set<String> names, List<String> taken, FunctionNames mapping) {
	}

	/**
	 * The {@code function_call} of a request and its effect on the service's built-in
	 * functions of the v1 API.
	 *
	 * @param mode the mode to send, or {@code null} to send none
	 * @param drawing whether the model may generate files, which a tag in its text then
	 * reports
	 * @param unread the reason why the model might be unable to read an attached
	 * document, or {@code null}
	 */
	private record FunctionCalls(@Nullable FunctionCallMode mode, boolean drawing, @Nullable String unread) {

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
		 * Returns whether the model may call a built-in function that generates files. If
		 * the request has functions of the application, the service calls a built-in
		 * function only if the request lists it.
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
			return offered.isEmpty()
					|| (!builtIn.isEmpty() && builtIn.stream().anyMatch((name) -> !name.equals(READING)));
		}

		private static @Nullable String unread(FunctionCallMode mode, @Nullable OutputFunction output) {
			if (mode.equals(FunctionCallMode.NONE)) {
				return "function_call is none, so the model may not call " + READING
						+ ", the service's function that reads"
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

}
