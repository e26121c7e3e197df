package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.util.StringUtils;

/**
 * Refuses a turn that ended without text, call or file because the model wrote a call
 * that the service could not parse. The finish reasons of such a turn are {@code error}
 * (v1) and {@code function_call_error} (v2).
 */
final class TurnOutput {

	private boolean usable;

	private @Nullable GigaChatTransientException failure;

	/** Tells whether an answer has text, a call or a file. */
	private static boolean isUsable(ModelMessage answer) {
		return StringUtils.hasText(answer.text()) || !answer.calls().isEmpty() || !answer.files().isEmpty();
	}

	/**
	 * Refuses a whole response of which no answer can be used.
	 * @param answers the answers of one response
	 * @param requestId the id of the response, or {@code null}
	 * @throws GigaChatTransientException of the kind {@code MODEL_OUTPUT}, when none of
	 * the answers can be used and one of them reports an error
	 */
	static void check(List<ModelMessage> answers, @Nullable String requestId) {
		if (answers.stream().noneMatch(TurnOutput::isUsable)) {
			answers.stream()
				.filter((answer) -> FinishReasons.isError(answer.finishReason()))
				.findFirst()
				.ifPresent((answer) -> {
					throw failure(answer, requestId);
				});
		}
	}

	/**
	 * Passes the pieces of one stream on, and ends it with a failure where it would have
	 * ended without output.
	 * @param pieces the pieces as they come
	 * @return the pieces without the one that reported the error
	 */
	Flux<ModelChunk> of(Flux<ModelChunk> pieces) {
		return pieces.filter(this::passes).concatWith(Flux.defer(this::end));
	}

	private boolean passes(ModelChunk piece) {
		ModelMessage answer = piece.answer();
		if (answer == null) {
			return true;
		}
		this.usable = this.usable || isUsable(answer);
		if (this.usable || !FinishReasons.isError(answer.finishReason())) {
			return true;
		}
		this.failure = failure(answer, piece.response().requestId());
		return false;
	}

	/** The failure waits for the end of the response, so that its connection is kept. */
	private Flux<ModelChunk> end() {
		return (this.failure != null) ? Flux.error(this.failure) : Flux.empty();
	}

	private static GigaChatTransientException failure(ModelMessage answer, @Nullable String requestId) {
		return GigaChatTransientException.modelOutput(String.valueOf(answer.finishReason()), requestId);
	}

}
