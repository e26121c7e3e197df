package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.script.AnswerSequence;

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
	 * Tells the thoughts that led to the answer: {@code reasoning_content} of v1, a
	 * message of the role {@code reasoning} of v2.
	 * @param reasoning what the model thought
	 * @return this step
	 */
	public ChatStep reasoning(String reasoning) {
		this.answers.changeLast((answer) -> answer.withReasoning(reasoning));
		return this;
	}

	/**
	 * Names the pages of a web search, for a request of v2 that lets the model search. A
	 * text without a mark such as {@code [sources=[1]]} gets the marks of all pages at
	 * its end.
	 * @param pages the pages; the first one has the number 1
	 * @return this step
	 */
	public ChatStep sources(WebPage... pages) {
		this.answers.changeLast((answer) -> answer.withSources(List.of(pages)));
		return this;
	}

	/**
	 * Runs a built-in tool before the answer, for a request of v2 that offers it: a
	 * stream tells of its progress and of its end.
	 * @param name the tool's name
	 * @return this step
	 */
	public ChatStep afterTool(String name) {
		this.answers.changeLast((answer) -> answer.withTool(name));
		return this;
	}

	/**
	 * As {@link #afterTool(String)}, with a run that failed.
	 * @param name the tool's name
	 * @return this step
	 */
	public ChatStep afterFailedTool(String name) {
		this.answers.changeLast((answer) -> answer.withFailedTool(name));
		return this;
	}

	/**
	 * Makes the call one of several that the model planned and keeps under the state id,
	 * as {@code GigaChat-3.5-Ultra-Reasoning} does. A later request that sends the state
	 * id back with another number of results is refused with 422
	 * {@code Function calls count does not match function results count}; without the
	 * state id it is accepted. An answer without a call plans none.
	 * @param count the number of planned calls, at least 1
	 * @return this step
	 * @throws IllegalArgumentException when the number is less than 1
	 */
	public ChatStep plannedCalls(int count) {
		PlannedCalls.checked(count);
		this.answers.changeLast((answer) -> answer.withPlannedCalls(count));
		return this;
	}

	/**
	 * Adds widgets to an answer of v2, in {@code inline_data.widgets} behind the text.
	 * @param widgets the widgets, as JSON objects
	 * @return this step
	 */
	public ChatStep widgets(List<? extends Map<String, ?>> widgets) {
		this.answers.changeLast((answer) -> answer.withWidgets(widgets));
		return this;
	}

	/**
	 * Sets the field {@code additional_data} of an answer of v2, which is an object or an
	 * array, by the service's descriptions.
	 * @param data maps, lists, texts, numbers, booleans: what becomes JSON
	 * @return this step
	 */
	public ChatStep additionalData(Object data) {
		this.answers.changeLast((answer) -> answer.withAdditionalData(data));
		return this;
	}

	/**
	 * Ends an answer of v2 as the service's documentation has it and recordings do not:
	 * its message has a finish reason of its own, and a stream ends with {@code [DONE]}.
	 * @return this step
	 */
	public ChatStep documentedEnd() {
		this.answers.changeLast(ChatAnswer::withDocumentedEnd);
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
