package io.github.gigachat.spring.ai.reports;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.fixtures.Way;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The places where an application gives the options of a request.
 */
enum WayIn {

	CHAT_MODEL {

		@Override
		String ask(Way way, GigaChatModel model, ChatOptions options) {
			return way.ask(model, new Prompt("Hi", options)).answer();
		}

	},

	CLIENT_PROMPT {

		@Override
		String ask(Way way, GigaChatModel model, ChatOptions options) {
			return way.content(ChatClient.create(model).prompt(new Prompt("Hi", options)));
		}

	},

	CLIENT_OPTIONS {

		@Override
		String ask(Way way, GigaChatModel model, ChatOptions options) {
			return way.content(ChatClient.create(model).prompt("Hi").options(options.mutate()));
		}

	},

	CLIENT_DEFAULT_OPTIONS {

		@Override
		String ask(Way way, GigaChatModel model, ChatOptions options) {
			return way.content(ChatClient.builder(model).defaultOptions(options.mutate()).build().prompt("Hi"));
		}

	};

	abstract String ask(Way way, GigaChatModel model, ChatOptions options);

}
