package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;

class Receptionist {

	private final Assistant assistant;

	Receptionist(Assistant assistant) {
		this.assistant = assistant;
	}

	String answer(String question) {
		try {
			return this.assistant.answer(question);
		}
		catch (GigaChatTransientException ex) {
			return "Please ask again later.";
		}
		catch (GigaChatNonTransientException ex) {
			return switch (ex.kind()) {
				case TOO_LARGE -> "Please ask something shorter.";
				case QUOTA -> "The tokens are used up; tell the administrator.";
				default -> throw ex;
			};
		}
	}

}
