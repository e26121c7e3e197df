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
 * Applications to test, as they are after the starter was added.
 */
public final class Runners {

	private Runners() {
	}

	/**
	 * An application with this provider alone, and no property set.
	 */
	public static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(GigaChatApiAutoConfiguration.class,
					GigaChatChatAutoConfiguration.class, GigaChatEmbeddingAutoConfiguration.class,
					GigaChatImageAutoConfiguration.class, ToolCallingAutoConfiguration.class,
					ChatClientAutoConfiguration.class, SslAutoConfiguration.class, HttpClientAutoConfiguration.class));
	}

	/**
	 * An application whose properties point at the emulator, without credentials.
	 */
	public static ApplicationContextRunner applicationAt(GigaChatEmulator emulator) {
		return application().withPropertyValues("spring.ai.gigachat.base-url=" + emulator.baseUrl(),
				"spring.ai.gigachat.auth-url=" + emulator.authUrl());
	}

	/**
	 * An application with the three properties that the emulator needs.
	 */
	public static ApplicationContextRunner applicationOf(GigaChatEmulator emulator) {
		return applicationAt(emulator).withPropertyValues("spring.ai.gigachat.api-key=" + emulator.apiKey());
	}

	/**
	 * The client that an application would make of its injected builder.
	 */
	static ChatClient chatClient(ApplicationContext context) {
		return context.getBean(ChatClient.Builder.class).build();
	}

	/**
	 * Asks as an application would.
	 */
	public static String ask(ApplicationContext context, String question) {
		String answer = chatClient(context).prompt(question).call().content();
		return (answer != null) ? answer : "";
	}

}
