package io.github.gigachat.emulator;

import java.time.Duration;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * Changes the answer that was last added to an endpoint's rule.
 */
public final class EndpointStep {

	private final EndpointRule rule;

	private final AnswerSequence<RecordedRequest> answers;

	EndpointStep(EndpointRule rule, AnswerSequence<RecordedRequest> answers) {
		this.rule = rule;
		this.answers = answers;
	}

	/**
	 * Delays the first byte of the response.
	 * @param delay the delay
	 * @return this step
	 */
	public EndpointStep delay(Duration delay) {
		this.answers.changeLast((answer) -> answer.withDelay(delay));
		return this;
	}

	/**
	 * Adds a response header.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this step
	 */
	public EndpointStep header(String name, String value) {
		this.answers.changeLast((answer) -> answer.withHeader(name, value));
		return this;
	}

	/**
	 * Begins the answer to the next request. The last answer is repeated.
	 * @return the rule
	 */
	public EndpointRule then() {
		return this.rule;
	}

}
