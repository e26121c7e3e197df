package io.github.gigachat.emulator;

import java.time.Duration;

import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * The details of the answer that an endpoint's rule was given last.
 */
public final class EndpointStep {

	private final EndpointRule rule;

	private final AnswerSequence<RecordedRequest> answers;

	EndpointStep(EndpointRule rule, AnswerSequence<RecordedRequest> answers) {
		this.rule = rule;
		this.answers = answers;
	}

	/**
	 * Waits before the first byte of the answer.
	 * @param delay how long
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
	 * Goes on to the answer for the next request. The last one is repeated.
	 * @return the rule
	 */
	public EndpointRule then() {
		return this.rule;
	}

}
