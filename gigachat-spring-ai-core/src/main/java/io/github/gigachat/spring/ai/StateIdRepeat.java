package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;

/**
 * Repeats a request without the service's state ids. A model may keep more calls under a
 * state id than it returned; a history with that id is refused then, since its results
 * are fewer, and the same history without the id is accepted.
 *
 * @see <a href="https://github.com/ai-forever/harness-bench-fast">harness-bench-fast</a>
 */
final class StateIdRepeat implements RefusalRepeat {

	@Override
	public boolean concerns(GigaChatNonTransientException refusal) {
		return ChatHints.isCountMismatch(refusal);
	}

	@Override
	public FlattenSettings mended(FlattenSettings settings, Duration atMost) {
		return settings.withoutStateIds();
	}

}
