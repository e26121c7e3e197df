package io.github.gigachat.spring.ai.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.ChatChoice;
import io.github.gigachat.spring.ai.api.ChatMessage;
import io.github.gigachat.spring.ai.api.FunctionCall;
import org.jspecify.annotations.Nullable;

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
	 * @param choice the increment
	 * @return what may go out now: with its text taken out of it; with all that was held
	 * in it when the answer or the end has come; and behind it when another call has
	 */
	List<ChatChoice> pass(ChatChoice choice) {
		ChatMessage delta = choice.message();
		FunctionCall call = (delta != null) ? delta.functionCall() : null;
		if (call != null && !this.function.isCalledBy(call) && !this.held.isEmpty()) {
			return List.of(new ChatChoice(ChatMessage.text("assistant", taken()), choice.index(), null), choice);
		}
		boolean progress = delta != null && ResponseMapper.isProgress(delta);
		if (!progress && delta != null && delta.content() != null) {
			this.held.append(delta.content());
		}
		if (progress || (call != null && !this.function.isCalledBy(call))) {
			return List.of(choice);
		}
		boolean over = call != null || choice.finishReason() != null;
		return List.of(new ChatChoice(withContent(delta, over ? taken() : ""), choice.index(), choice.finishReason()));
	}

	/** What is held, which is then held no more. */
	String taken() {
		String text = this.held.toString();
		this.held.setLength(0);
		return text;
	}

	private static ChatMessage withContent(@Nullable ChatMessage delta, String content) {
		return (delta != null) ? new ChatMessage(delta.role(), content, delta.name(), delta.functionCall(),
				delta.functionsStateId(), delta.reasoningContent(), delta.attachments())
				: ChatMessage.text("assistant", content);
	}

}
