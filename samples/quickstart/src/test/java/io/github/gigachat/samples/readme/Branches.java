package io.github.gigachat.samples.readme;

import java.util.Set;

import io.github.gigachat.spring.boot.GigaChatConnections;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

@Service
class Branches {

	private final GigaChatConnections connections;

	Branches(GigaChatConnections connections) {
		this.connections = connections;
	}

	Set<String> names() {
		return this.connections.names();
	}

	String ask(String connection, String question) {
		return ChatClient.create(this.connections.chatModel(connection)).prompt(question).call().content();
	}

	Flux<String> stream(String connection, String question) {
		return ChatClient.create(this.connections.chatModel(connection)).prompt(question).stream().content();
	}

	float[] embed(String connection, String text) {
		return this.connections.embeddingModel(connection).embed(text);
	}

}
