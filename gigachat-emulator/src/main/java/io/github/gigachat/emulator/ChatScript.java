package io.github.gigachat.emulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The rules that decide what chat requests are answered.
 */
final class ChatScript {

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	ChatRule rule(RequestMatch match) {
		AnswerSequence<ChatRequest> answers = new AnswerSequence<>();
		this.entries.add(0, new Entry(match, answers));
		return new ChatRule(answers);
	}

	ChatAnswer answer(ChatRequest request) {
		Entry general = null;
		for (Entry entry : this.entries) {
			if (!entry.answers().isEmpty() && entry.match().matches(request)) {
				if (!(entry.match() instanceof RequestMatch.Any)) {
					return entry.answers().next(request);
				}
				general = (general == null) ? entry : general;
			}
		}
		return (general == null) ? ChatAnswer.byDefault() : general.answers().next(request);
	}

	void clear() {
		this.entries.clear();
	}

	/**
	 * One rule.
	 *
	 * @param match which requests it is for
	 * @param answers what it answers
	 */
	private record Entry(RequestMatch match, AnswerSequence<ChatRequest> answers) {
	}

}
