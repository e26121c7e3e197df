package io.github.gigachat.spring.ai.chat;

import io.github.gigachat.spring.ai.GigaChatOptions;

import org.springframework.ai.test.options.AbstractChatOptionsTests;

/**
 * Runs Spring AI's own tests of chat options, unchanged.
 */
class GigaChatOptionsKitTests extends AbstractChatOptionsTests<GigaChatOptions, GigaChatOptions.Builder> {

	@Override
	protected Class<GigaChatOptions> getConcreteOptionsClass() {
		return GigaChatOptions.class;
	}

	@Override
	protected GigaChatOptions.Builder readyToBuildBuilder() {
		return GigaChatOptions.builder().model("GigaChat-2-Max").temperature(0.7).repetitionPenalty(1.1);
	}

}
