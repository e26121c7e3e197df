package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import io.github.gigachat.spring.ai.internal.flatten.OutputFunction;

/**
 * Holds the text of one stream back while the call that gives the answer may still come:
 * an answer by a schema is one value, and nothing may stand in front of it.
 */
final class HeldText {

	private final OutputFunction function;

	private final StringBuilder held = new StringBuilder();

	HeldText(OutputFunction function) {
		this.function = function;
	}

	/**
	 * Takes the next increment.
	 * @param answer the increment
	 * @return what may go out now: with its text taken out of it; with all that was held
	 * in it when the answer or the end has come; and behind it when another call has
	 */
	List<ModelMessage> pass(ModelMessage answer) {
		boolean answered = answer.calls().stream().anyMatch(this.function::isCalledBy);
		if (!answered && !answer.calls().isEmpty()) {
			return this.held.isEmpty() ? List.of(answer) : List.of(ModelMessage.ofText(taken()), answer);
		}
		this.held.append(answer.text());
		boolean over = answered || answer.finishReason() != null;
		return List.of(answer.withText(over ? taken() : ""));
	}

	/** What is held, which is then held no more. */
	String taken() {
		String text = this.held.toString();
		this.held.setLength(0);
		return text;
	}

}
