package io.github.gigachat.samples.gateway.chat;

import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.error.FailureErrors;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.stereotype.Component;

/**
 * Answers chat requests. An answer without content is asked for once more while nothing
 * of it was delivered. Failures of the provider become {@link ApiException}s.
 */
@Component
public class ChatService {

	private final UnknownFinishReasons unknown;

	private final PreparationThreads threads;

	ChatService(UnknownFinishReasons unknown, PreparationThreads threads) {
		this.unknown = unknown;
		this.threads = threads;
	}

	/**
	 * Answers a request as a whole.
	 * @param chat the request
	 * @return the answer
	 */
	public Mono<ChatResponse> answer(PreparedChat chat) {
		return whole(chat).doOnNext(this.unknown::note)
			.onErrorMap(GigaChatFailure.class::isInstance, (failure) -> converted(failure, chat.call()));
	}

	/**
	 * Answers a request by chunks.
	 * @param chat the request
	 * @return the chunks
	 */
	public Flux<ChatResponse> stream(PreparedChat chat) {
		return chunks(chat).doOnNext(this.unknown::note)
			.onErrorMap(GigaChatFailure.class::isInstance, (failure) -> converted(failure, chat.call()));
	}

	private Mono<ChatResponse> whole(PreparedChat chat) {
		if (chat.call().required()) {
			return required(chat);
		}
		if (!chat.call().stop().isEmpty()) {
			return WholeAnswer.of(chunks(chat))
				.timeout(chat.callTimeout())
				.onErrorMap(TimeoutException.class, (ex) -> new ApiException(FailureErrors.callTimeout(), ex));
		}
		Mono<ChatResponse> answer = new ChatUpstream(chat, this.threads).answer(chat.prompt());
		return answer
			.flatMap((response) -> AnswerContent.isIn(response, chat.thoughts()) ? Mono.just(response) : answer);
	}

	private Flux<ChatResponse> chunks(PreparedChat chat) {
		if (chat.call().required()) {
			return required(chat).flux();
		}
		Flux<ChatResponse> chunks = AnswerContent
			.repeatedIfNone(new ChatUpstream(chat, this.threads).stream(chat.prompt()), chat.thoughts());
		List<String> stops = chat.call().stop();
		return stops.isEmpty() ? chunks : StopTexts.cut(chunks, stops);
	}

	private Mono<ChatResponse> required(PreparedChat chat) {
		Mono<ChatResponse> answer = new RequiredTool(new ChatUpstream(chat, this.threads)).answer(chat.prompt());
		List<String> stops = chat.call().stop();
		return stops.isEmpty() ? answer : answer.map((response) -> StopTexts.shortened(response, stops));
	}

	static ApiException converted(Throwable failure, ChatCall call) {
		return new ApiException(FailureErrors.of((GigaChatFailure) failure, call.places()), failure);
	}

}
