package io.github.gigachat.samples.quickstart;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.stereotype.Service;

/**
 * Conversations with the model, each with a memory under its id. A question that failed
 * is not kept in the memory, since it would be sent again with every later question.
 */
@Service
class Conversations {

	private static final String SYSTEM = "You are a friendly assistant. Answer briefly, in the language of the question.";

	private final ChatClient chatClient;

	private final ChatMemory memory;

	/** The memory reads and then writes, so two concurrent answers would lose one. */
	private final Lock remembering = new ReentrantLock();

	Conversations(ChatClient.Builder chatClient, ChatMemory memory, CityClock clock) {
		this.chatClient = chatClient.defaultSystem(SYSTEM).defaultTools(clock).build();
		this.memory = memory;
	}

	/**
	 * Returns the whole answer.
	 * @param conversation the conversation's id
	 * @param message the user's message
	 * @return the answer
	 */
	String answer(String conversation, String message) {
		Turn turn = new Turn(this.memory.get(conversation));
		String answer = request(conversation, turn, message).call().content();
		remember(conversation, turn);
		return (answer != null) ? answer : "";
	}

	/**
	 * Streams the answer.
	 * @param conversation the conversation's id
	 * @param message the user's message
	 * @return the pieces, as they arrive
	 */
	Flux<String> stream(String conversation, String message) {
		return Flux.defer(() -> {
			Turn turn = new Turn(this.memory.get(conversation));
			return request(conversation, turn, message).stream()
				.content()
				.doOnComplete(() -> remember(conversation, turn));
		});
	}

	private ChatClient.ChatClientRequestSpec request(String conversation, Turn turn, String message) {
		return this.chatClient.prompt()
			.user(message)
			.advisors((advisors) -> advisors.advisors(MessageChatMemoryAdvisor.builder(turn).build())
				.param(ChatMemory.CONVERSATION_ID, conversation));
	}

	private void remember(String conversation, Turn turn) {
		this.remembering.lock();
		try {
			this.memory.add(conversation, turn.added());
		}
		finally {
			this.remembering.unlock();
		}
	}

}
