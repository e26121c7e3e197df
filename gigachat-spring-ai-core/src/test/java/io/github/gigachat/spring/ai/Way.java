package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The two ways to ask a model, which have one contract of failures.
 */
enum Way {

	CALL {

		@Override
		Outcome ask(GigaChatModel model, Prompt prompt) {
			try {
				return new Outcome(List.of(model.call(prompt)), null);
			}
			catch (RuntimeException ex) {
				return new Outcome(List.of(), ex);
			}
		}

	},

	STREAM {

		@Override
		Outcome ask(GigaChatModel model, Prompt prompt) {
			List<ChatResponse> chunks = new CopyOnWriteArrayList<>();
			try {
				model.stream(prompt).doOnNext(chunks::add).blockLast(EmulatedService.LIMIT);
				return new Outcome(chunks, null);
			}
			catch (RuntimeException ex) {
				return new Outcome(chunks, ex);
			}
		}

	};

	abstract Outcome ask(GigaChatModel model, Prompt prompt);

	Outcome ask(GigaChatModel model, String question) {
		return ask(model, new Prompt(question));
	}

	Outcome ask(GigaChatModel model) {
		return ask(model, "Кто ты?");
	}

}
