package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.client.ExceptionFactory;
import io.github.gigachat.spring.ai.internal.client.Refusal;
import io.github.gigachat.spring.ai.internal.client.SentSecrets;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Handles the HTTP response to a streamed chat request: opens a reader for its events, or
 * converts an error response to an exception.
 *
 * @param <T> the type of the events
 */
public final class ChatStreamHandler<T> implements StreamHandler<ApiResponse<T>> {

	/** The role of a v1 message that reports the progress of a built-in function. */
	private static final String IN_PROGRESS = "function_in_progress";

	private final String sentId;

	private final SentSecrets secrets;

	private final StatusRule rule;

	private final Function<StreamedResponse, StreamReader<ApiResponse<T>>> reading;

	/**
	 * Creates the handler of one attempt.
	 * @param sentId the {@code X-Request-ID} that was sent
	 * @param secrets the secrets that the request contained, which are masked in
	 * exceptions
	 * @param rule determines the status of a response that is not an event stream
	 * @param reading creates the reader of a response
	 */
	public ChatStreamHandler(String sentId, SentSecrets secrets, StatusRule rule,
			Function<StreamedResponse, StreamReader<ApiResponse<T>>> reading) {
		this.sentId = sentId;
		this.secrets = secrets;
		this.rule = rule;
		this.reading = reading;
	}

	@Override
	public boolean isDelivery(ApiResponse<T> element) {
		// a chunk without content may be delivered again by a repeated call
		if (element.body() instanceof ChatCompletionChunk chunk) {
			ChatCompletionResponse.Choice choice = chunk.choice();
			return choice != null && hasContent(choice.message());
		}
		return !(element.body() instanceof ChatV2Chunk chunk) || hasContent(chunk.body().messages());
	}

	@Override
	public StreamReader<ApiResponse<T>> open(ResponseHead head) {
		ExceptionFactory.refuseEncoded(head, this.sentId);
		return this.reading.apply(new StreamedResponse(head, this.sentId, this.secrets));
	}

	@Override
	public Throwable refused(TransportResponse response) {
		TransportResponse answer = this.rule.decided(response);
		return answer.head().isSuccessful() ? ExceptionFactory.noStream(answer, this.sentId)
				: Refusal.ofApi(answer, this.sentId, this.secrets, "");
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		return ExceptionFactory.transport(failure, this.sentId);
	}

	private static boolean hasContent(@Nullable ChatMessage message) {
		if (message == null || IN_PROGRESS.equals(message.role())) {
			return false;
		}
		return StringUtils.hasLength(message.content()) || StringUtils.hasLength(message.reasoningContent())
				|| message.functionCall() != null;
	}

	/** Returns whether messages of v2 have text, reasoning, a call or a file. */
	static boolean hasContent(@Nullable List<ChatV2Message> messages) {
		return messages != null && messages.stream()
			.anyMatch((message) -> message != null && message.content() != null
					&& message.content().stream().anyMatch(ChatStreamHandler::hasContent));
	}

	private static boolean hasContent(ChatV2Message.@Nullable Part part) {
		return part != null
				&& (StringUtils.hasLength(part.text()) || part.functionCall() != null || part.files() != null);
	}

}
