package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A flattened conversation, as one of the service's APIs takes and answers it: all that
 * differs between them is behind this.
 */
interface ChatVersion {

	/** One attempt, answered whole. */
	ChatResponse ask(RequestHeaders headers, CallScope scope);

	/** One attempt a subscription, answered as a stream. */
	Flux<ChatResponse> stream(RequestHeaders headers, CallScope scope);

	/**
	 * The exchange in the API that the options choose.
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException when
	 * that API does not have what the options ask for
	 */
	static ChatVersion of(GigaChatApi api, GigaChatOptions options, FlattenedConversation conversation) {
		return (options.getApi() == ChatApi.V2) ? new ChatV2(api, options, conversation)
				: new ChatV1(api, options, conversation);
	}

}
