package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;

/**
 * Repeats a request with a function that takes the structured answer, after it was
 * refused with {@code response_format} beside tools.
 */
final class OutputFallback extends RefusalRepeat {

	OutputFallback(ChatSending request, FlattenedPrompt prompt) {
		super(request, prompt);
	}

	@Override
	boolean concerns(GigaChatNonTransientException refusal) {
		return ChatHints.isAdaptable(refusal);
	}

	@Override
	boolean removesCause(Duration atMost) {
		this.prompt.flattenAgain(FlattenSettings::withOutputFunction);
		return true;
	}

}
