package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.GigaChatSessionAdvisor;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;

class Conversations {

	private final ChatClient chat;

	Conversations(ChatClient.Builder chat, ChatMemory memory) {
		this.chat = chat.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build(), new GigaChatSessionAdvisor())
			.build();
	}

	String answer(String conversation, String question) {
		return this.chat.prompt(question)
			.advisors((advisors) -> advisors.param(GigaChatSessionAdvisor.CONVERSATION_ID, conversation))
			.call()
			.content();
	}

}
