package io.github.gigachat.spring.ai;

import java.util.Map;

import io.github.gigachat.spring.ai.api.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.RequestHeaders;
import io.github.gigachat.spring.ai.flatten.FlattenedConversation;

/**
 * Puts options and conversation together into the wire request.
 */
final class ChatRequests {

	private ChatRequests() {
	}

	static ChatCompletionRequest request(GigaChatOptions options, FlattenedConversation conversation) {
		Double temperature = options.getTemperature();
		// 0 is outside the service's range; its own way to ask for the same is top_p 0
		boolean deterministic = temperature != null && temperature == 0;
		return ChatCompletionRequest.builder()
			.model(options.getModel())
			.messages(conversation.messages())
			.functions(conversation.functions())
			.functionCall(conversation.functionCall())
			.temperature(deterministic ? null : temperature)
			.topP(deterministic ? Double.valueOf(0) : options.getTopP())
			.maxTokens(options.getMaxTokens())
			.repetitionPenalty(options.getRepetitionPenalty())
			.updateInterval(options.getUpdateInterval())
			.profanityCheck(options.getProfanityCheck())
			.reasoningEffort(options.getReasoningEffort())
			.build();
	}

	static RequestHeaders headers(GigaChatOptions options) {
		Map<String, String> headers = options.getHeaders();
		if (headers == null && options.getSessionId() == null) {
			return RequestHeaders.none();
		}
		return new RequestHeaders(options.getSessionId(), (headers != null) ? headers : Map.of());
	}

}
