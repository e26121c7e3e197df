package io.github.gigachat.samples.quickstart;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.Message;

/**
 * Messages that one question adds to its conversation: the question, the tool calls and
 * the answer. They are kept apart until the answer is complete, so that a failed question
 * leaves nothing in the memory.
 */
final class Turn implements ChatMemory {

	private final List<Message> before;

	private final List<Message> added = new CopyOnWriteArrayList<>();

	Turn(List<Message> before) {
		this.before = List.copyOf(before);
	}

	/**
	 * Returns the messages to keep in the memory.
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
