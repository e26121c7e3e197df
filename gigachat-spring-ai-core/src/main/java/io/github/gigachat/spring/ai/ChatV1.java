package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.answer.ResponseMapper;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A conversation in the v1 API.
 */
final class ChatV1 implements ChatVersion {

	private final GigaChatApi api;

	private final ChatCompletionRequest request;

	private final ResponseMapper responses;

	ChatV1(GigaChatApi api, GigaChatOptions options, FlattenedConversation conversation) {
		this.api = api;
		this.request = request(options, conversation);
		this.responses = new ResponseMapper(conversation.answers());
	}

	private static ChatCompletionRequest request(GigaChatOptions options, FlattenedConversation conversation) {
		ChatCompletionRequest.Builder request = ChatCompletionRequest.builder()
			.model(options.getModel())
			.messages(conversation.messages())
			.functions(conversation.functions())
			.functionCall(conversation.functionCall())
			.responseFormat(conversation.responseFormat())
			.temperature(Sampling.temperature(options))
			.topP(Sampling.topP(options))
			.maxTokens(options.getMaxTokens())
			.repetitionPenalty(options.getRepetitionPenalty())
			.updateInterval(options.getUpdateInterval())
			.profanityCheck(options.getProfanityCheck())
			.reasoningEffort(options.getReasoningEffort());
		OptionRules.addExtraBody(options, request::extraBody);
		return request.build();
	}

	@Override
	public ChatResponse ask(RequestHeaders headers, CallScope scope) {
		return this.responses.map(this.api.chatCompletion(this.request, headers, scope));
	}

	@Override
	public Flux<ChatResponse> stream(RequestHeaders headers, CallScope scope) {
		return this.responses.mapStream(this.api.chatCompletionStream(this.request, headers, scope));
	}

}
