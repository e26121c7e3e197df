package io.github.gigachat.samples.gateway.chat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	ChatService(UnknownFinishReasons unknown) {
		this.unknown = unknown;
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

	private static Mono<ChatResponse> whole(PreparedChat chat) {
		if (chat.call().required()) {
			return required(chat);
		}
		if (!chat.call().stop().isEmpty()) {
			return WholeAnswer.of(chunks(chat))
				.timeout(chat.callTimeout())
				.onErrorMap(TimeoutException.class, (ex) -> new ApiException(FailureErrors.callTimeout(), ex));
		}
		Mono<ChatResponse> answer = new ChatUpstream(chat).answer(chat.prompt());
		return answer.flatMap((response) -> AnswerContent.isIn(response) ? Mono.just(response) : answer);
	}

	private static Flux<ChatResponse> chunks(PreparedChat chat) {
		if (chat.call().required()) {
			return required(chat).flux();
		}
		Flux<ChatResponse> chunks = AnswerContent.repeatedIfNone(new ChatUpstream(chat).stream(chat.prompt()));
		List<String> stops = chat.call().stop();
		return stops.isEmpty() ? chunks : StopTexts.cut(chunks, stops);
	}

	private static Mono<ChatResponse> required(PreparedChat chat) {
		return new RequiredTool(new ChatUpstream(chat)).answer(chat.prompt());
	}

	private static ApiException converted(Throwable failure, ChatCall call) {
		return new ApiException(FailureErrors.of((GigaChatFailure) failure, new RequestPlaces(call)), failure);
	}

	/**
	 * Converts the places of the provider to those of the request.
	 *
	 * @param call the request
	 */
	private record RequestPlaces(ChatCall call) implements UnaryOperator<String> {

		private static final Pattern MESSAGE = Pattern.compile("messages\\[(\\d+)](\\.media\\[\\d+])?");

		@Override
		public String apply(String place) {
			Matcher message = MESSAGE.matcher(place);
			if (!message.matches()) {
				return place.equals("output_schema") ? "response_format" : place;
			}
			int index = Integer.parseInt(message.group(1));
			String found = (index < this.call.places().size()) ? this.call.places().get(index) : "messages";
			return (message.group(2) != null) ? found + ".content" : found;
		}

	}

}
