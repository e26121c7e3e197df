package io.github.gigachat.emulator;

import java.time.Instant;

/**
 * A text or a function call with all that an answer says beside it, in no version's form.
 *
 * @param request what was asked
 * @param model the model that answers, with its version
 * @param created seconds since the epoch
 * @param content a text or a call
 * @param finishReason why it ends
 * @param usage what it costs
 */
record Completion(ChatRequest request, String model, long created, AnswerContent content, String finishReason,
		Usage usage) {

	static Completion of(String model, ChatRequest request, ChatAnswer answer, AnswerContent content) {
		String reason = answer.finishReason();
		if (reason == null) {
			reason = (content instanceof AnswerContent.FunctionCall) ? "function_call" : "stop";
		}
		Usage usage = answer.usage();
		return new Completion(request, model, Instant.now().getEpochSecond(), content, reason,
				(usage != null) ? usage : TokenEstimate.of(request, content));
	}

}
