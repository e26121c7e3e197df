package io.github.gigachat.spring.ai;

import java.time.Duration;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Removes one cause of a refusal, so that the request may be sent once more. It is used
 * at most once a call, and the repeated request is no attempt of its own.
 */
interface RefusalRepeat {

	/**
	 * Tells whether the refusal may have this cause, by its status and words alone.
	 */
	boolean concerns(GigaChatNonTransientException refusal);

	/**
	 * Removes the cause; may block.
	 * @param settings the settings by which the refused request was flattened
	 * @param atMost the longest that it may take
	 * @return the settings by which the conversation is to be flattened again, or
	 * {@code null} when the refusal has another cause
	 * @throws RuntimeException when the cause cannot be removed; it ends the call
	 */
	@Nullable FlattenSettings mended(FlattenSettings settings, Duration atMost);

	/**
	 * Removes the cause like {@link #mended}, per subscription and without blocking.
	 * @param settings the settings by which the refused request was flattened
	 * @param atMost the longest that it may take
	 * @return the new settings; empty when the refusal has another cause
	 */
	default Mono<FlattenSettings> mendedLater(FlattenSettings settings, Duration atMost) {
		return Mono.fromSupplier(() -> mended(settings, atMost));
	}

}
