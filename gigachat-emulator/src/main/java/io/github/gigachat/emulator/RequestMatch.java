package io.github.gigachat.emulator;

import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

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
			return last.role().equals("function") && this.function.equals(name(request, last));
		}

		private static @Nullable String name(ChatRequest request, ChatMessage result) {
			// the name is optional on a result, but not on the call before it
			if (result.name() != null || request.messages().size() < 2) {
				return result.name();
			}
			ChatMessage before = request.messages().get(request.messages().size() - 2);
			ChatMessage.FunctionCall call = before.functionCall();
			return (call == null) ? null : call.name();
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
