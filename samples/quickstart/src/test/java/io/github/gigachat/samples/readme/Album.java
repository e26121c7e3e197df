package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.media.GigaChatMedia;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;
import org.springframework.util.MimeTypeUtils;

@Service
class Album {

	private final ChatClient chat;

	Album(ChatClient.Builder chat, ChatMemory memory) {
		this.chat = chat.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build()).build();
	}

	String show(String guest, Resource picture) {
		return this.chat.prompt()
			.user((user) -> user.text("What is in the picture?")
				.media(GigaChatMedia.of(MimeTypeUtils.IMAGE_JPEG, picture)))
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, guest))
			.call()
			.content();
	}

	String ask(String guest, String question) {
		return this.chat.prompt(question)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, guest))
			.call()
			.content();
	}

}
