package io.github.gigachat.samples.readme;

import java.util.Objects;

import io.github.gigachat.spring.ai.GigaChatModel;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.stereotype.Service;

@Service
class Reporter {

	private final GigaChatModel model;

	Reporter(GigaChatModel model) {
		this.model = model;
	}

	Mono<String> summarise(String text) {
		return this.model.callAsync(new Prompt("Summarise this text:\n" + text))
			.map((response) -> Objects.requireNonNullElse(response.getResult().getOutput().getText(), ""));
	}

}
