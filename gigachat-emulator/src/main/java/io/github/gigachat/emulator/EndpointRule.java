package io.github.gigachat.emulator;

import java.time.Duration;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * Adds the answers to the requests of an endpoint other than chat: one answer, or several
 * in order through {@link EndpointStep#then()}.
 */
public final class EndpointRule {

	private final AnswerSequence<RecordedRequest> answers;

	EndpointRule(AnswerSequence<RecordedRequest> answers) {
		this.answers = answers;
	}

	/**
	 * Answers as without a rule.
	 * @return the step that changes this answer
	 */
	public EndpointStep succeed() {
		return answer(ChatAnswer.byDefault());
	}

	/**
	 * Answers as without a rule, after a delay.
	 * @param delay the time before the first byte of the response
	 * @return the step that changes this answer
	 */
	public EndpointStep delay(Duration delay) {
		return succeed().delay(delay);
	}

	/**
	 * Fails as the service does with this status.
	 * @param status the HTTP status
	 * @return the step that changes this answer
	 */
	public EndpointStep fail(int status) {
		return answer(ChatAnswer.failure(status));
	}

	/**
	 * Fails with another message.
	 * @param status the HTTP status
	 * @param message the message in the error body
	 * @return the step that changes this answer
	 */
	public EndpointStep fail(int status, String message) {
		return answer(ChatAnswer.failure(status, message));
	}

	/**
	 * Fails with a {@code Retry-After} header.
	 * @param status the HTTP status
	 * @param retryAfter the value of the header, rounded up to whole seconds
	 * @return the step that changes this answer
	 */
	public EndpointStep fail(int status, Duration retryAfter) {
		return answer(ChatAnswer.failure(status, retryAfter));
	}

	/**
	 * Answers with any body.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body, sent unchanged
	 * @return the step that changes this answer
	 */
	public EndpointStep replyRaw(int status, String contentType, String body) {
		return answer(ChatAnswer.raw(status, contentType, body));
	}

	private EndpointStep answer(ChatAnswer answer) {
		this.answers.add((request) -> answer.scripted());
		return new EndpointStep(this, this.answers);
	}

}
