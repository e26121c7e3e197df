package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;

import io.github.gigachat.spring.ai.internal.flatten.OutputFunction;

/**
 * Holds back the text of one stream while the call that gives the answer may still
 * follow. An answer that follows a schema is one JSON value, and no text may precede it.
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
	 * @return the increments to pass on: usually the given one without its text; with all
	 * held text if it has the answer or ends the turn; preceded by the held text if it
	 * has another call
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

	/** Returns the held text and clears it. */
	String taken() {
		String text = this.held.toString();
		this.held.setLength(0);
		return text;
	}

}
