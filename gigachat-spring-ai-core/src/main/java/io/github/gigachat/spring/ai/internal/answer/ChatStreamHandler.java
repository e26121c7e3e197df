package io.github.gigachat.spring.ai.internal.answer;

import java.util.function.Function;

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

/**
 * Handles the HTTP response to a streamed chat request: opens a reader for its events, or
 * converts an error response to an exception.
 *
 * @param <T> the type of the events
 */
public final class ChatStreamHandler<T> implements StreamHandler<ApiResponse<T>> {

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
		return StreamedContent.isIn(element.body());
	}

	@Override
	public StreamReader<ApiResponse<T>> open(ResponseHead head) {
		String encoding = head.contentEncoding();
		if (encoding != null) {
			throw ExceptionFactory.encoded(encoding, head, this.sentId);
		}
		return this.reading.apply(new StreamedResponse(head, this.sentId, this.secrets));
	}

	@Override
	public Throwable refused(TransportResponse response) {
		TransportResponse answer = this.rule.decided(response);
		if (!answer.head().isSuccessful()) {
			return Refusal.ofApi(answer, this.sentId, this.secrets, "");
		}
		String encoding = answer.head().contentEncoding();
		return (encoding != null) ? ExceptionFactory.encoded(encoding, answer.head(), this.sentId)
				: ExceptionFactory.noStream(answer, this.sentId);
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		return ExceptionFactory.transport(failure, this.sentId);
	}

}
