package io.github.gigachat.samples.readme;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

@Service
class Assistant {

	private final ChatClient chat;

	Assistant(ChatClient.Builder chat) {
		this.chat = chat.build();
	}

	String answer(String question) {
		return this.chat.prompt(question).call().content();
	}

	Flux<String> stream(String question) {
		return this.chat.prompt(question).stream().content();
	}

}
