package io.github.gigachat.emulator;

import java.time.Duration;

/**
 * The details of the answer that a chat rule was given last.
 */
public final class ChatStep {

	private final ChatRule rule;

	private final AnswerSequence<ChatRequest> answers;

	ChatStep(ChatRule rule, AnswerSequence<ChatRequest> answers) {
		this.rule = rule;
		this.answers = answers;
	}

	/**
	 * Ends the answer with another reason than {@code stop} or {@code function_call}.
	 * @param finishReason for example {@code length}, {@code blacklist} or {@code error}
	 * @return this step
	 */
	public ChatStep finishReason(String finishReason) {
		this.answers.changeLast((answer) -> answer.withFinishReason(finishReason));
		return this;
	}

	/**
	 * States usage instead of computing it from the lengths of the texts.
	 * @param promptTokens tokens of the request
	 * @param completionTokens tokens of the answer
	 * @param precachedPromptTokens tokens of the request that the cache held
	 * @return this step
	 */
	public ChatStep usage(int promptTokens, int completionTokens, int precachedPromptTokens) {
		this.answers.changeLast((answer) -> answer.withUsage(promptTokens, completionTokens, precachedPromptTokens));
		return this;
	}

	/**
	 * Waits before the first byte of the answer.
	 * @param delay how long
	 * @return this step
	 */
	public ChatStep delay(Duration delay) {
		this.answers.changeLast((answer) -> answer.withDelay(delay));
		return this;
	}

	/**
	 * Adds a response header.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this step
	 */
	public ChatStep header(String name, String value) {
		this.answers.changeLast((answer) -> answer.withHeader(name, value));
		return this;
	}

	/**
	 * Goes on to the answer for the next matching request. The last one is repeated.
	 * @return the rule
	 */
	public ChatRule then() {
		return this.rule;
	}

}
