package io.github.gigachat.samples.quickstart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.Message;

/**
 * What one question adds to its conversation: the question, calls of tools, the answer.
 * It is kept apart until the answer is whole, so that a question that failed leaves
 * nothing behind.
 */
final class Turn implements ChatMemory {

	private final List<Message> before;

	private final List<Message> added = new CopyOnWriteArrayList<>();

	Turn(List<Message> before) {
		this.before = List.copyOf(before);
	}

	/**
	 * Tells what to remember of this turn.
	 * @return its messages, in order
	 */
	List<Message> added() {
		return this.added;
	}

	@Override
	public void add(String conversation, List<Message> messages) {
		this.added.addAll(messages);
	}

	@Override
	public List<Message> get(String conversation) {
		return Stream.concat(this.before.stream(), this.added.stream()).toList();
	}

	@Override
	public void clear(String conversation) {
		this.added.clear();
	}

}
