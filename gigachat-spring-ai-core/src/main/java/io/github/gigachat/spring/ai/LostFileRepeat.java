package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.Objects;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.media.PromptFiles;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Repeats a request with files that are uploaded again, where the service has lost a file
 * that an earlier call had uploaded. The service refuses the id of such a file with 404
 * or 422, which have other causes too; so it is asked for each file first.
 */
final class LostFileRepeat implements RefusalRepeat {

	private final PromptFiles files;

	LostFileRepeat(PromptFiles files) {
		this.files = files;
	}

	@Override
	public boolean concerns(GigaChatNonTransientException refusal) {
		boolean mayMeanFile = Objects.equals(refusal.status(), 404) || Objects.equals(refusal.status(), 422);
		return mayMeanFile && refusal.isOfService() && !refusal.isOfTokenEndpoint()
				&& !ChatHints.isCountMismatch(refusal);
	}

	@Override
	public @Nullable FlattenSettings mended(FlattenSettings settings, Duration atMost) {
		return this.files.renewLost(atMost) ? settings : null;
	}

	@Override
	public Mono<FlattenSettings> mendedLater(FlattenSettings settings, Duration atMost) {
		return this.files.renewLostLater(atMost).filter(Boolean::booleanValue).map((renewed) -> settings);
	}

}
