package io.github.gigachat.samples.gateway.messages;

import java.nio.charset.StandardCharsets;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.ChatDialect;
import io.github.gigachat.samples.gateway.dialect.ChatEvents;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonFields;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.stereotype.Component;

/**
 * The Messages API of Anthropic.
 */
@Component
class Messages implements ChatDialect {

	static final String PATH = "/messages";

	private final ErrorFormat errors = new MessagesErrorFormat();

	private final MessageWriter writer;

	Messages(GatewayProperties properties) {
		this.writer = new MessageWriter(properties.cachedTokens());
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
	public byte[] answer(ChatCall call, ChatResponse response) {
		return this.writer.answer(call, response);
	}

	@Override
	public ChatEvents events(ChatCall call) {
		return new MessageEvents(call, this.writer);
	}

	@Override
	public byte[] keepAlive() {
		return "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public ErrorFormat errors() {
		return this.errors;
	}

}
