package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.util.StringUtils;

/**
 * Fails a turn without text, call or file that ended because the model wrote a call which
 * the service could not parse. The finish reasons of such a turn are {@code error} (v1)
 * and {@code function_call_error} (v2).
 */
final class TurnOutput {

	private boolean usable;

	private @Nullable GigaChatTransientException failure;

	/** Returns whether an answer has text, a call or a file. */
	private static boolean isUsable(ModelMessage answer) {
		return StringUtils.hasText(answer.text()) || !answer.calls().isEmpty() || !answer.files().isEmpty();
	}

	/**
	 * Checks a complete response.
	 * @param requestId the id of the response, or {@code null}
	 * @throws GigaChatTransientException of the kind {@code MODEL_OUTPUT}, if none of the
	 * answers can be used and one of them reports an error
	 */
	static void check(List<ModelMessage> answers, @Nullable String requestId) {
		ModelMessage error = null;
		for (ModelMessage answer : answers) {
			if (isUsable(answer)) {
				return;
			}
			error = (error == null && answer.isError()) ? answer : error;
		}
		if (error != null) {
			throw failure(error, requestId);
		}
	}

	/**
	 * Checks the chunks of one stream. A stream without output ends with a failure if a
	 * chunk reported an error.
	 * @return the chunks without the one that reported the error
	 */
	Flux<ModelChunk> of(Flux<ModelChunk> pieces) {
		return pieces.filter(this::passes).doOnComplete(this::end);
	}

	private boolean passes(ModelChunk piece) {
		ModelMessage answer = piece.answer();
		if (answer == null) {
			return true;
		}
		this.usable = this.usable || isUsable(answer);
		if (this.usable || !answer.isError()) {
			return true;
		}
		this.failure = failure(answer, piece.response().requestId());
		return false;
	}

	/**
	 * Throws the failure at the end of the response, so that the connection can be
	 * reused.
	 */
	private void end() {
		if (this.failure != null) {
			throw this.failure;
		}
	}

	private static GigaChatTransientException failure(ModelMessage answer, @Nullable String requestId) {
		return GigaChatTransientException.modelOutput(String.valueOf(answer.finishReason()), requestId);
	}

}
