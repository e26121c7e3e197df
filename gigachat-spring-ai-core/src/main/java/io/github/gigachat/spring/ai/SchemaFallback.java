package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;

/**
 * Repeats a request with schemas that are adapted to the service's dialect, after it was
 * refused with those of the tools as they are.
 */
final class SchemaFallback implements RefusalRepeat {

	@Override
	public boolean concerns(GigaChatNonTransientException refusal) {
		return ChatHints.isRefusal(refusal) && !ChatHints.isCountMismatch(refusal);
	}

	@Override
	public FlattenSettings mended(FlattenSettings settings, Duration atMost) {
		return settings.compatible();
	}

}
