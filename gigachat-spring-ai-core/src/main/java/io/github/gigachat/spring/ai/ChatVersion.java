package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A flattened conversation, as one of the service's APIs takes and answers it: all that
 * differs between them is behind this.
 */
interface ChatVersion {

	/** Calls the API and waits for the whole answer. */
	ChatResponse ask(GigaChatApi api);

	/** Calls the API for each subscription, and streams the answer. */
	Flux<ChatResponse> stream(GigaChatApi api);

	/**
	 * The exchange in the API that the options choose.
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException when
	 * that API does not have what the options ask for
	 */
	static ChatVersion of(GigaChatOptions options, FlattenedConversation conversation) {
		return (options.getApi() == ChatApi.V2) ? new ChatV2(options, conversation) : new ChatV1(options, conversation);
	}

}
