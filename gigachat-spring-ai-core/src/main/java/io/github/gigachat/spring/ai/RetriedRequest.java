package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.internal.http.FinalFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Sends a request with the API's retry. Reading the answer, and repeats after a refusal,
 * are part of an attempt.
 */
final class RetriedRequest implements ChatSending {

	private final ChatSending attempt;

	RetriedRequest(ChatSending attempt) {
		this.attempt = attempt;
	}

	@Override
	public ChatResponse call(GigaChatApi api) {
		try {
			return api.call(this.attempt::call);
		}
		catch (FinalFailure ex) {
			throw ex.failure();
		}
	}

	@Override
	public Mono<ChatResponse> callAsync(GigaChatApi api) {
		return api.callAsync(this.attempt::callAsync).onErrorMap(FinalFailure.class, FinalFailure::failure);
	}

	@Override
	public Flux<ChatResponse> stream(GigaChatApi api) {
		return api.stream(this.attempt::stream).onErrorMap(FinalFailure.class, FinalFailure::failure);
	}

	@Override
	public boolean mayGenerateFiles() {
		return this.attempt.mayGenerateFiles();
	}

}
