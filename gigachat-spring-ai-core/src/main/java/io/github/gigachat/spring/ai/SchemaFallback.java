package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;

/**
 * Repeats a request with schemas that are adapted to the service's dialect, after it was
 * refused with the tools' own schemas.
 */
final class SchemaFallback extends RefusalRepeat {

	SchemaFallback(ChatSending request, FlattenedPrompt prompt) {
		super(request, prompt);
	}

	@Override
	boolean concerns(GigaChatNonTransientException refusal) {
		return this.prompt.hasOwnSchemas() && ChatHints.isAdaptable(refusal) && !ChatHints.namesResponseFormat(refusal);
	}

	@Override
	boolean removesCause(Duration atMost) {
		this.prompt.flattenAgain(FlattenSettings::compatible);
		return true;
	}

}
