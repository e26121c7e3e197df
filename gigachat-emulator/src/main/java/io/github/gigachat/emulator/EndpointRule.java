package io.github.gigachat.emulator;

import java.time.Duration;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * What an endpoint other than that of the chat answers: one answer, or several in order
 * by way of {@link EndpointStep#then()}.
 */
public final class EndpointRule {

	private final AnswerSequence<RecordedRequest> answers;

	EndpointRule(AnswerSequence<RecordedRequest> answers) {
		this.answers = answers;
	}

	/**
	 * Answers as it should.
	 * @return the answer's details
	 */
	public EndpointStep succeed() {
		return answer(ChatAnswer.byDefault());
	}

	/**
	 * Answers as it should, after a while.
	 * @param delay how long to wait before the first byte of the answer
	 * @return the answer's details
	 */
	public EndpointStep delay(Duration delay) {
		return succeed().delay(delay);
	}

	/**
	 * Fails as the service does with this status.
	 * @param status the HTTP status
	 * @return the answer's details
	 */
	public EndpointStep fail(int status) {
		return answer(ChatAnswer.failure(status));
	}

	/**
	 * Fails with words of one's own.
	 * @param status the HTTP status
	 * @param message the message of the error's body
	 * @return the answer's details
	 */
	public EndpointStep fail(int status, String message) {
		return answer(ChatAnswer.failure(status, message));
	}

	/**
	 * Fails and says when to come back.
	 * @param status the HTTP status
	 * @param retryAfter the {@code Retry-After} header, rounded up to whole seconds
	 * @return the answer's details
	 */
	public EndpointStep fail(int status, Duration retryAfter) {
		return answer(ChatAnswer.failure(status, retryAfter));
	}

	/**
	 * Answers with a body as it is.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body
	 * @return the answer's details
	 */
	public EndpointStep replyRaw(int status, String contentType, String body) {
		return answer(ChatAnswer.raw(status, contentType, body));
	}

	private EndpointStep answer(ChatAnswer answer) {
		this.answers.add((request) -> answer);
		return new EndpointStep(this, this.answers);
	}

}
