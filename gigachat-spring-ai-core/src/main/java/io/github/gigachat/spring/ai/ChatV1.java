package io.github.gigachat.spring.ai;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.internal.answer.ResponseMapper;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A conversation in the v1 API.
 */
final class ChatV1 implements ChatVersion {

	private final ChatCompletionRequest request;

	private final ResponseMapper responses;

	private final boolean files;

	ChatV1(GigaChatOptions options, FlattenedConversation conversation) {
		this.request = request(options, conversation);
		this.responses = new ResponseMapper(conversation.answers());
		this.files = conversation.answers().filesInText();
	}

	private static ChatCompletionRequest request(GigaChatOptions options, FlattenedConversation conversation) {
		ChatCompletionRequest.Builder request = ChatCompletionRequest.builder()
			.model(options.getModel())
			.messages(conversation.messages())
			.functions(conversation.functions())
			.functionCall(conversation.functionCall())
			.responseFormat(conversation.responseFormat())
			.temperature(ChatVersion.temperature(options))
			.topP(ChatVersion.topP(options))
			.maxTokens(options.getMaxTokens())
			.repetitionPenalty(options.getRepetitionPenalty())
			.updateInterval(options.getUpdateInterval())
			.profanityCheck(options.getProfanityCheck())
			.reasoningEffort(options.getReasoningEffort());
		OptionRules.addExtraBody(options, request::extraBody);
		return request.build();
	}

	@Override
	public ChatResponse call(GigaChatApi api) {
		return this.responses.map(api.chatCompletion(this.request));
	}

	@Override
	public Mono<ChatResponse> callAsync(GigaChatApi api) {
		return this.responses.mapWhole(api.chatCompletionStream(this.request));
	}

	@Override
	public Flux<ChatResponse> stream(GigaChatApi api) {
		return this.responses.mapStream(api.chatCompletionStream(this.request));
	}

	@Override
	public RequestPreview preview(GigaChatApi api) {
		return api.preview(this.request);
	}

	@Override
	public boolean mayGenerateFiles() {
		return this.files;
	}

}
