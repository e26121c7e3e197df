package io.github.gigachat.samples.gateway.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.GatewayProperties.CachedTokens;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatDialect;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.dialect.FinishReason;
import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.json.JsonText;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The Responses API of OpenAI. Nothing is stored: each request has the whole
 * conversation.
 */
@Component
class Responses implements ChatDialect {

	static final String PATH = "/responses";

	private final ErrorFormat errors = new ResponsesErrorFormat();

	private final CachedTokens cachedTokens;

	Responses(GatewayProperties properties) {
		this.cachedTokens = properties.cachedTokens();
	}

	@Override
	public String path() {
		return PATH;
	}

	@Override
	public ChatCall read(JsonFields body) {
		return RequestReader.read(body);
	}

	@Override
	public ChatEvents events(ChatCall call) {
		return new ResponseEvents(call, this.cachedTokens);
	}

	@Override
	public ErrorFormat errors() {
		return this.errors;
	}

	@Override
	public byte[] answer(ChatCall call, ChatResponse response) {
		Generation generation = Objects.requireNonNull(response.getResult(), "a whole answer has a generation");
		FinishReason reason = FinishReason.of(generation, generation.getOutput().hasToolCalls());
		ResponseObject object = new ResponseObject(call, response.getMetadata().getId());
		ResponseObject.State state = ResponseObject.State.ended(reason,
				items(object, generation.getOutput(), DeclaredTool.byName(call)),
				TokenCounts.of(response.getMetadata().getUsage(), this.cachedTokens));
		return JsonText.of((json) -> object.write(json, state));
	}

	private static List<OutputItem> items(ResponseObject object, AssistantMessage message,
			Map<String, DeclaredTool> tools) {
		List<OutputItem> items = new ArrayList<>();
		if (StringUtils.hasLength(message.getText())) {
			items.add(new TextItem(object.itemId("msg", 0), message.getText()));
		}
		for (ToolCall call : message.getToolCalls()) {
			items.add(CallItem.of(object, items.size(), call, tools));
		}
		return items;
	}

}
