package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.emulator.GigaChatEmulator;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Runners of applications that use the starter.
 */
public final class Runners {

	private Runners() {
	}

	/**
	 * Returns an application with this provider only, without properties.
	 */
	public static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(GigaChatApiAutoConfiguration.class,
					GigaChatChatAutoConfiguration.class, GigaChatEmbeddingAutoConfiguration.class,
					GigaChatImageAutoConfiguration.class, ToolCallingAutoConfiguration.class,
					ChatClientAutoConfiguration.class, SslAutoConfiguration.class, HttpClientAutoConfiguration.class));
	}

	/**
	 * Returns an application with the URLs of the emulator, without credentials.
	 */
	public static ApplicationContextRunner applicationAt(GigaChatEmulator emulator) {
		return application().withPropertyValues("spring.ai.gigachat.base-url=" + emulator.baseUrl(),
				"spring.ai.gigachat.auth-url=" + emulator.authUrl());
	}

	/**
	 * Returns an application with the URLs and the key of the emulator.
	 */
	public static ApplicationContextRunner applicationOf(GigaChatEmulator emulator) {
		return applicationAt(emulator).withPropertyValues("spring.ai.gigachat.api-key=" + emulator.apiKey());
	}

	/**
	 * Creates a chat client with the builder bean.
	 */
	static ChatClient chatClient(ApplicationContext context) {
		return context.getBean(ChatClient.Builder.class).build();
	}

	/**
	 * Asks a question with the chat client, and returns the answer.
	 */
	public static String ask(ApplicationContext context, String question) {
		String answer = chatClient(context).prompt(question).call().content();
		return (answer != null) ? answer : "";
	}

}
