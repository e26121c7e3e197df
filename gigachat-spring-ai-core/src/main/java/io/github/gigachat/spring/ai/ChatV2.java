package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.answer.ChatV2ResponseMapper;
import io.github.gigachat.spring.ai.internal.flatten.ChatV2Messages;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A conversation in the v2 API.
 */
final class ChatV2 implements ChatVersion {

	private final ChatV2Request request;

	private final ChatV2ResponseMapper responses;

	ChatV2(GigaChatOptions options, FlattenedConversation conversation) {
		this.request = request(options, conversation);
		this.responses = new ChatV2ResponseMapper(conversation.answers());
	}

	private static ChatV2Request request(GigaChatOptions options, FlattenedConversation conversation) {
		Boolean profanityCheck = options.getProfanityCheck();
		ChatV2Request.Builder request = ChatV2Request.builder()
			.model(options.getModel())
			.messages(ChatV2Messages.of(conversation.messages()))
			.tools(tools(options, conversation))
			.toolConfig(toolConfig(options, conversation))
			.responseFormat(conversation.responseFormat())
			.temperature(ChatVersion.temperature(options))
			.topP(ChatVersion.topP(options))
			.maxTokens(options.getMaxTokens())
			.repetitionPenalty(options.getRepetitionPenalty())
			.updateInterval(options.getUpdateInterval())
			.reasoningEffort(options.getReasoningEffort())
			.disableFilter((profanityCheck != null) ? !profanityCheck : null)
			.filterConfig(options.getFilterSettings())
			.storage(options.getStorage());
		OptionRules.addExtraBody(options, request::extraBody);
		return request.build();
	}

	private static List<ChatV2Request.Tool> tools(GigaChatOptions options, FlattenedConversation conversation) {
		List<ChatV2Request.Tool> tools = new ArrayList<>();
		if (!conversation.functions().isEmpty()) {
			tools.add(ChatV2Request.Tool.functions(conversation.functions()));
		}
		builtIn(options).forEach((tool) -> tools.add(ChatV2Request.Tool.of(tool)));
		return tools;
	}

	/** Of a tool that the defaults and the request have, the request's settings. */
	private static Collection<BuiltInTool> builtIn(GigaChatOptions options) {
		Map<String, BuiltInTool> tools = new LinkedHashMap<>();
		if (options.getBuiltInTools() != null) {
			options.getBuiltInTools().forEach((tool) -> tools.put(tool.name(), tool));
		}
		return tools.values();
	}

	/**
	 * That the model decides is what an absent choice means: it is sent where asked for.
	 */
	private static ChatV2Request.@Nullable ToolConfig toolConfig(GigaChatOptions options,
			FlattenedConversation conversation) {
		FunctionCallMode mode = conversation.functionCall();
		if (mode == null || (mode.equals(FunctionCallMode.AUTO) && !mode.equals(options.getFunctionCall()))) {
			return null;
		}
		if (!mode.isForced()) {
			return mode.equals(FunctionCallMode.NONE) ? ChatV2Request.ToolConfig.NONE : ChatV2Request.ToolConfig.AUTO;
		}
		if (conversation.functions().stream().anyMatch((function) -> function.name().equals(mode.name()))) {
			return ChatV2Request.ToolConfig.forcedFunction(mode.name());
		}
		if (builtIn(options).stream().anyMatch((tool) -> tool.name().equals(mode.name()))) {
			return ChatV2Request.ToolConfig.forcedTool(mode.name());
		}
		throw GigaChatNonTransientException.invalidOption("function-call",
				"function-call forces " + mode.name()
						+ ", which is neither a tool of the request nor one of its built-in tools",
				"Add it to the tools or to the built-in tools, or correct spring.ai.gigachat.chat.function-call");
	}

	@Override
	public ChatResponse call(GigaChatApi api) {
		return this.responses.map(api.chatV2(this.request));
	}

	@Override
	public Mono<ChatResponse> callAsync(GigaChatApi api) {
		return this.responses.mapWhole(api.chatV2Stream(this.request));
	}

	@Override
	public Flux<ChatResponse> stream(GigaChatApi api) {
		return this.responses.mapStream(api.chatV2Stream(this.request));
	}

	@Override
	public RequestPreview preview(GigaChatApi api) {
		return api.preview(this.request);
	}

	@Override
	public boolean mayGenerateFiles() {
		return true;
	}

}
