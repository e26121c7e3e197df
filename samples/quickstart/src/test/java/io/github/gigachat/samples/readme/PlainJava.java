package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;

import org.springframework.ai.chat.client.ChatClient;

class PlainJava {

	public static void main(String[] args) {
		GigaChatCredentials credentials = GigaChatCredentials.authorizationKey(System.getenv("GIGACHAT_API_KEY"));
		try (GigaChatModel model = GigaChatModel.builder().credentials(credentials).build()) {
			System.out.println(ChatClient.create(model).prompt("Who are you?").call().content());
		}
	}

}
