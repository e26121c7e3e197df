package io.github.gigachat.samples.quickstart;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Chat in the terminal, with one question per line.
 */
@Component
@ConditionalOnBooleanProperty(name = "quickstart.terminal", matchIfMissing = true)
class TerminalChat {

	private static final Set<String> FAREWELLS = Set.of("exit", "quit", "выход");

	private static final String CONVERSATION = "terminal";

	private final Conversations conversations;

	private final Console console;

	TerminalChat(Conversations conversations, Console console) {
		this.conversations = conversations;
		this.console = console;
	}

	/**
	 * Asks and answers until the input ends.
	 */
	void run() {
		this.console.printLine("Ask something; exit or Ctrl-D ends the chat.");
		String line = prompt();
		while (line != null && !isFarewell(line)) {
			if (!line.isBlank()) {
				answer(line);
			}
			line = prompt();
		}
	}

	private @Nullable String prompt() {
		this.console.print("> ");
		String line = this.console.readLine();
		if (line == null) {
			this.console.printLine("");
		}
		return line;
	}

	private static boolean isFarewell(String line) {
		return FAREWELLS.contains(line.strip().toLowerCase(Locale.ROOT));
	}

	private void answer(String message) {
		try {
			this.conversations.stream(CONVERSATION, message).doOnNext(this.console::print).blockLast();
			this.console.printLine("");
		}
		catch (RuntimeException ex) {
			this.console.printLine("");
			this.console.printLine("Error: " + Failures.line(ex));
		}
	}

}
