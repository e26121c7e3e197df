package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * Sends a chat request, by call or by stream.
 */
interface ChatSending {

	/** Makes the call and waits for the whole answer. */
	ChatResponse call(GigaChatApi api);

	/**
	 * Makes the call for each subscription, as a stream that is collected to the whole
	 * answer. Called for one attempt, at its subscription.
	 */
	Mono<ChatResponse> callAsync(GigaChatApi api);

	/**
	 * Makes the call for each subscription, and streams the answer. Called for one
	 * attempt, at its subscription.
	 */
	Flux<ChatResponse> stream(GigaChatApi api);

	/** Returns whether an answer may have files that the model generated. */
	boolean mayGenerateFiles();

}
