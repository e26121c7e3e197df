package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The two ways to ask a model, which have one contract of failures.
 */
public enum Way {

	CALL {

		@Override
		public Outcome ask(GigaChatModel model, Prompt prompt) {
			try {
				return new Outcome(List.of(model.call(prompt)), null);
			}
			catch (RuntimeException ex) {
				return new Outcome(List.of(), ex);
			}
		}

		@Override
		public String content(ChatClientRequestSpec request) {
			return Objects.requireNonNullElse(request.call().content(), "");
		}

	},

	STREAM {

		@Override
		public Outcome ask(GigaChatModel model, Prompt prompt) {
			List<ChatResponse> chunks = new CopyOnWriteArrayList<>();
			try {
				model.stream(prompt).doOnNext(chunks::add).blockLast(EmulatedService.LIMIT);
				return new Outcome(chunks, null);
			}
			catch (RuntimeException ex) {
				return new Outcome(chunks, ex);
			}
		}

		@Override
		public String content(ChatClientRequestSpec request) {
			return Objects
				.requireNonNull(request.stream().content().collect(Collectors.joining()).block(EmulatedService.LIMIT));
		}

	};

	public abstract Outcome ask(GigaChatModel model, Prompt prompt);

	/** The text that a chat client answers; what goes wrong is thrown. */
	public abstract String content(ChatClientRequestSpec request);

	public Outcome ask(GigaChatModel model, String question) {
		return ask(model, new Prompt(question));
	}

	public Outcome ask(GigaChatModel model) {
		return ask(model, "Кто ты?");
	}

}
