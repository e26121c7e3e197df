package io.github.gigachat.emulator;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * The chat requests that a rule is for.
 */
sealed interface RequestMatch {

	boolean matches(ChatRequest request);

	/**
	 * A conversation whose last word is a user's message with a text in it.
	 *
	 * @param text the text
	 */
	record UserMessage(String text) implements RequestMatch {

		@Override
		public boolean matches(ChatRequest request) {
			ChatMessage last = request.lastMessage();
			return last.role().equals("user")
					&& last.content().toLowerCase(Locale.ROOT).contains(this.text.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * A conversation that ends with the result of a function.
	 *
	 * @param function the function's name
	 */
	record FunctionResult(String function) implements RequestMatch {

		@Override
		public boolean matches(ChatRequest request) {
			ChatMessage last = request.lastMessage();
			return last.role().equals("function") && this.function.equals(last.name());
		}

	}

	/**
	 * A request that a user's condition holds for.
	 *
	 * @param condition the condition
	 */
	record Condition(Predicate<ChatRequest> condition) implements RequestMatch {

		@Override
		public boolean matches(ChatRequest request) {
			return this.condition.test(request);
		}

	}

	/**
	 * Any request, when nothing more special matches.
	 */
	record Any() implements RequestMatch {

		@Override
		public boolean matches(ChatRequest request) {
			return true;
		}

	}

}
