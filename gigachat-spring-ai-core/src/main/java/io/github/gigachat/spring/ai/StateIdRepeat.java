package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;

/**
 * Repeats a request without the service's state ids. The service may keep more tool calls
 * under a state id than it returned. It then refuses a history with that id, which has
 * fewer results, and accepts the same history without the id.
 *
 * @see <a href="https://github.com/ai-forever/harness-bench-fast">harness-bench-fast</a>
 */
final class StateIdRepeat extends RefusalRepeat {

	StateIdRepeat(ChatSending request, FlattenedPrompt prompt) {
		super(request, prompt);
	}

	@Override
	boolean concerns(GigaChatNonTransientException refusal) {
		return ChatHints.isCountMismatch(refusal);
	}

	@Override
	boolean removesCause(Duration atMost) {
		this.prompt.flattenAgain(FlattenSettings::withoutStateIds);
		return true;
	}

}
