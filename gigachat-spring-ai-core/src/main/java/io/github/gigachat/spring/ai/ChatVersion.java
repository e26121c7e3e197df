package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.jspecify.annotations.Nullable;

/**
 * A flattened conversation as a request of one of the service's chat APIs. It holds all
 * that differs between them.
 */
interface ChatVersion extends ChatSending {

	/**
	 * Creates the request for the API that the options choose.
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException if that
	 * API does not have what the options ask for
	 */
	static ChatVersion of(GigaChatOptions options, FlattenedConversation conversation) {
		return (options.getApi() == ChatApi.V2) ? new ChatV2(options, conversation) : new ChatV1(options, conversation);
	}

	/**
	 * Returns the request without sending it.
	 */
	RequestPreview preview(GigaChatApi api);

	/**
	 * Returns the temperature to send. The service refuses a temperature of 0;
	 * {@code top_p} 0 has the same effect.
	 */
	static @Nullable Double temperature(GigaChatOptions options) {
		return isDeterministic(options) ? null : options.getTemperature();
	}

	/** Returns {@code top_p}, which is 0 in place of a temperature of 0. */
	static @Nullable Double topP(GigaChatOptions options) {
		return isDeterministic(options) ? Double.valueOf(0) : options.getTopP();
	}

	private static boolean isDeterministic(GigaChatOptions options) {
		Double temperature = options.getTemperature();
		return temperature != null && temperature == 0;
	}

}
