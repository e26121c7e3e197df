package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.script.AnswerSequence;

/**
 * Changes the answer that was last added to a chat rule.
 */
public final class ChatStep {

	private final ChatRule rule;

	private final AnswerSequence<ChatRequest> answers;

	ChatStep(ChatRule rule, AnswerSequence<ChatRequest> answers) {
		this.rule = rule;
		this.answers = answers;
	}

	/**
	 * Sets the finish reason. Default: {@code function_call} for a call, else
	 * {@code stop}.
	 * @param finishReason for example {@code length}, {@code blacklist} or {@code error}
	 * @return this step
	 */
	public ChatStep finishReason(String finishReason) {
		return change((answer) -> answer.withFinishReason(finishReason));
	}

	/**
	 * Sets the token counts. Default: estimated from the lengths of the texts.
	 * @param promptTokens tokens of the request
	 * @param completionTokens tokens of the answer
	 * @param precachedPromptTokens tokens of the request that the cache held
	 * @return this step
	 */
	public ChatStep usage(int promptTokens, int completionTokens, int precachedPromptTokens) {
		return change((answer) -> answer.withUsage(promptTokens, completionTokens, precachedPromptTokens));
	}

	/**
	 * Adds the reasoning text of the model: {@code reasoning_content} in v1, a message
	 * with the role {@code reasoning} in v2.
	 * @param reasoning the reasoning text
	 * @return this step
	 */
	public ChatStep reasoning(String reasoning) {
		return change((answer) -> answer.withReasoning(reasoning));
	}

	/**
	 * Adds the pages of a web search, for a request of v2 that enables the search. A text
	 * without a mark such as {@code [sources=[1]]} gets the marks of all pages at its
	 * end.
	 * @param pages the pages; the first one has the number 1
	 * @return this step
	 */
	public ChatStep sources(WebPage... pages) {
		return change((answer) -> answer.withSources(List.of(pages)));
	}

	/**
	 * Adds a run of a built-in tool, for a request of v2 that offers the tool. A stream
	 * reports the progress and the end of the run before the answer.
	 * @param name the tool's name
	 * @return this step
	 */
	public ChatStep afterTool(String name) {
		return change((answer) -> answer.withTool(name));
	}

	/**
	 * Adds a failed run of a built-in tool. See {@link #afterTool(String)}.
	 * @param name the tool's name
	 * @return this step
	 */
	public ChatStep afterFailedTool(String name) {
		return change((answer) -> answer.withFailedTool(name));
	}

	/**
	 * Makes the call one of several that the model planned and keeps under the state id,
	 * as {@code GigaChat-3.5-Ultra-Reasoning} does. If a later request sends this state
	 * id with another number of results, it is refused with 422
	 * {@code Function calls count does not match function results count}. Without the
	 * state id it is accepted. Ignored for an answer without a call.
	 * @param count the number of planned calls, at least 1
	 * @return this step
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	public ChatStep plannedCalls(int count) {
		PlannedCalls.checked(count);
		return change((answer) -> answer.withPlannedCalls(count));
	}

	/**
	 * Adds widgets to an answer of v2, in {@code inline_data.widgets} after the text.
	 * @param widgets the widgets, as JSON objects
	 * @return this step
	 */
	public ChatStep widgets(List<? extends Map<String, ?>> widgets) {
		return change((answer) -> answer.withWidgets(widgets));
	}

	/**
	 * Sets the field {@code additional_data} of an answer of v2, which the service
	 * describes as an object or an array.
	 * @param data a value that can be written as JSON
	 * @return this step
	 */
	public ChatStep additionalData(Object data) {
		return change((answer) -> answer.withAdditionalData(data));
	}

	/**
	 * Ends an answer of v2 as the service's documentation describes and recordings do
	 * not: its message has a finish reason, and a stream ends with {@code [DONE]}.
	 * @return this step
	 */
	public ChatStep documentedEnd() {
		return change(ChatAnswer::withDocumentedEnd);
	}

	/**
	 * Delays the first byte of the response.
	 * @param delay the delay
	 * @return this step
	 */
	public ChatStep delay(Duration delay) {
		return change((answer) -> answer.withDelay(delay));
	}

	/**
	 * Adds a response header.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this step
	 */
	public ChatStep header(String name, String value) {
		return change((answer) -> answer.withHeader(name, value));
	}

	private ChatStep change(UnaryOperator<ChatAnswer> change) {
		this.answers.changeLast((scripted) -> change.apply(new ChatAnswer(scripted)).scripted());
		return this;
	}

	/**
	 * Begins the answer to the next matching request. The last answer is repeated.
	 * @return the rule
	 */
	public ChatRule then() {
		return this.rule;
	}

}
