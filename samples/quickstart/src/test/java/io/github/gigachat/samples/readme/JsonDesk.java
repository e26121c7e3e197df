package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallback;

class JsonDesk {

	private static final String ANY_OBJECT = "{\"type\":\"object\"}";

	private final GigaChatModel model;

	JsonDesk(GigaChatModel model) {
		this.model = model;
	}

	@Nullable String answer(String question, @Nullable String schema, boolean strict, ToolCallback... tools) {
		return ChatClient.create(this.model)
			.prompt(question)
			.tools((Object[]) tools)
			.options(GigaChatOptions.builder()
				.outputSchema((schema != null) ? schema : ANY_OBJECT)
				.structuredOutputStrict(schema != null && strict)
				.structuredOutput(StructuredOutputMode.AUTO))
			.call()
			.content();
	}

}
