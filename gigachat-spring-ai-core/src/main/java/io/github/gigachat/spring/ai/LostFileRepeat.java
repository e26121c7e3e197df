package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.Objects;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.media.PromptFiles;
import reactor.core.publisher.Mono;

/**
 * Repeats a request with files that are uploaded again, if the service has lost a file
 * that an earlier call had uploaded. The service refuses the id of such a file with 404
 * or 422, which have other causes too, so each file is looked up first.
 */
final class LostFileRepeat extends RefusalRepeat {

	private final PromptFiles files;

	LostFileRepeat(ChatSending request, FlattenedPrompt prompt, PromptFiles files) {
		super(request, prompt);
		this.files = files;
	}

	@Override
	boolean concerns(GigaChatNonTransientException refusal) {
		boolean mayMeanFile = Objects.equals(refusal.status(), 404) || Objects.equals(refusal.status(), 422);
		return mayMeanFile && refusal.isOfService() && !refusal.isOfTokenEndpoint()
				&& !ChatHints.isCountMismatch(refusal) && !ChatHints.namesResponseFormat(refusal);
	}

	@Override
	boolean removesCause(Duration atMost) {
		return flattenedAgain(this.files.renewLost(atMost));
	}

	@Override
	Mono<Boolean> removesCauseLater(Duration atMost) {
		return this.files.renewLostLater(atMost).map(this::flattenedAgain);
	}

	private boolean flattenedAgain(boolean renewed) {
		if (renewed) {
			this.prompt.flattenAgain((settings) -> settings);
		}
		return renewed;
	}

}
