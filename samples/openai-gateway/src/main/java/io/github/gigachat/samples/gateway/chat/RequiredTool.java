package io.github.gigachat.samples.gateway.chat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;

/**
 * Makes the model call one of several tools, which the service has no mode for. The model
 * is asked freely first. If it answers with text, it has to choose a tool, and then to
 * call that one.
 */
final class RequiredTool {

	private static final String CHOICE = "choose_tool";

	private static final String NAME = "name";

	private final ChatUpstream upstream;

	RequiredTool(ChatUpstream upstream) {
		this.upstream = upstream;
	}

	/** Returns an answer with a call, or one that the service withholds. */
	Mono<ChatResponse> answer(Prompt prompt) {
		return this.upstream.answer(prompt)
			.flatMap((response) -> isFinal(response) ? Mono.just(response)
					: chosen(prompt, (GigaChatOptions) Objects.requireNonNull(prompt.getOptions())));
	}

	private static boolean isFinal(ChatResponse response) {
		Generation generation = response.getResult();
		return response.hasToolCalls()
				|| (generation != null && "CONTENT_FILTER".equals(generation.getMetadata().getFinishReason()));
	}

	private Mono<ChatResponse> chosen(Prompt prompt, GigaChatOptions options) {
		List<ToolCallback> tools = Objects.requireNonNullElse(options.getToolCallbacks(), List.of());
		GigaChatOptions choosing = options.mutate()
			.toolCallbacks(List.of(choice(tools)))
			.functionCall(FunctionCallMode.always(CHOICE))
			.build();
		return this.upstream.answer(new Prompt(prompt.getInstructions(), choosing)).flatMap((response) -> {
			GigaChatOptions calling = options.mutate()
				.functionCall(FunctionCallMode.always(chosenName(response, names(tools))))
				.build();
			return this.upstream.answer(new Prompt(prompt.getInstructions(), calling));
		}).filter(RequiredTool::isFinal).switchIfEmpty(Mono.error(RequiredTool::noCall));
	}

	private static ApiException noCall() {
		return new ApiException(ApiError
			.invalid("tool_choice",
					"The model called no tool, although one is required. Ask for the tool in the"
							+ " message, or choose one by its name")
			.withCode("model_output_invalid"));
	}

	private static List<String> names(List<ToolCallback> tools) {
		return tools.stream().map((tool) -> tool.getToolDefinition().name()).toList();
	}

	/** Returns the function that chooses, described by the descriptions of the tools. */
	private static ToolCallback choice(List<ToolCallback> tools) {
		StringBuilder described = new StringBuilder("Chooses the tool to call next:");
		tools.forEach((tool) -> described.append('\n')
			.append(tool.getToolDefinition().name())
			.append(" - ")
			.append(tool.getToolDefinition().description()));
		Map<String, ?> schema = Map.of("type", "object", "properties",
				Map.of(NAME, Map.of("type", "string", "enum", names(tools))), "required", List.of(NAME));
		return GigaChatTools.declared(CHOICE, described.toString(), JsonMapper.shared().writeValueAsString(schema));
	}

	/** Returns the chosen name, or the first one if the model chose none. */
	private static String chosenName(ChatResponse response, List<String> names) {
		Generation generation = response.getResult();
		List<AssistantMessage.ToolCall> calls = (generation != null) ? generation.getOutput().getToolCalls()
				: List.of();
		return calls.stream()
			.map((call) -> argument(call.arguments()))
			.filter(Objects::nonNull)
			.filter(names::contains)
			.findFirst()
			.orElse(names.get(0));
	}

	private static @Nullable String argument(String arguments) {
		try {
			JsonNode name = JsonMapper.shared().readTree(arguments).path(NAME);
			return name.isString() ? name.stringValue() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
