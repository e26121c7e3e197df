package io.github.gigachat.samples.quickstart;

import java.util.List;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.Message;
import org.springframework.stereotype.Service;

/**
 * Conversations with the model, each remembered by its id.
 */
@Service
class Conversations {

	private static final String SYSTEM = "You are a friendly assistant. Answer briefly, in the language of the question.";

	private final ChatClient chatClient;

	private final ChatMemory memory;

	Conversations(ChatClient.Builder chatClient, ChatMemory memory, CityClock clock) {
		this.chatClient = chatClient.defaultSystem(SYSTEM)
			.defaultTools(clock)
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
			.build();
		this.memory = memory;
	}

	/**
	 * Answers whole.
	 * @param conversation the conversation's id
	 * @param message what the user says
	 * @return the answer
	 */
	String answer(String conversation, String message) {
		List<Message> before = this.memory.get(conversation);
		try {
			String answer = request(conversation, message).call().content();
			return (answer != null) ? answer : "";
		}
		catch (RuntimeException ex) {
			restore(conversation, before);
			throw ex;
		}
	}

	/**
	 * Answers piece by piece.
	 * @param conversation the conversation's id
	 * @param message what the user says
	 * @return the pieces, as they arrive
	 */
	Flux<String> stream(String conversation, String message) {
		return Flux.defer(() -> {
			List<Message> before = this.memory.get(conversation);
			return request(conversation, message).stream()
				.content()
				.doOnError((ex) -> restore(conversation, before))
				.doOnCancel(() -> restore(conversation, before));
		});
	}

	private ChatClient.ChatClientRequestSpec request(String conversation, String message) {
		return this.chatClient.prompt()
			.user(message)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation));
	}

	/** A question that was refused would be sent, and refused, with every later one. */
	private void restore(String conversation, List<Message> before) {
		this.memory.clear(conversation);
		this.memory.add(conversation, before);
	}

}
