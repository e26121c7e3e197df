package io.github.gigachat.emulator.script;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.gigachat.emulator.ChatRequest;

/**
 * The rules that select the answers to chat requests.
 */
public final class ChatScript {

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	public AnswerSequence<ChatRequest> rule(Predicate<ChatRequest> condition) {
		return add(condition, false);
	}

	/** Adds a rule for requests that no other rule matches. */
	public AnswerSequence<ChatRequest> generalRule() {
		return add((request) -> true, true);
	}

	private AnswerSequence<ChatRequest> add(Predicate<ChatRequest> condition, boolean general) {
		AnswerSequence<ChatRequest> answers = new AnswerSequence<>();
		this.entries.add(0, new Entry(condition, general, answers));
		return answers;
	}

	public ScriptedAnswer answer(ChatRequest request) {
		return find(request, false).or(() -> find(request, true))
			.map((entry) -> entry.answers().next(request))
			.orElseGet(() -> ScriptedAnswer.DEFAULT);
	}

	private Optional<Entry> find(ChatRequest request, boolean general) {
		return this.entries.stream()
			.filter((entry) -> entry.general() == general && !entry.answers().isEmpty())
			.filter((entry) -> entry.condition().test(request))
			.findFirst();
	}

	public void clear() {
		this.entries.clear();
	}

	/**
	 * A rule.
	 * 
	 * @param condition selects the requests
	 * @param general whether other rules take precedence
	 * @param answers the answers, in order
	 */
	private record Entry(Predicate<ChatRequest> condition, boolean general, AnswerSequence<ChatRequest> answers) {
	}

}
