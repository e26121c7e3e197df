package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import reactor.core.publisher.Flux;

/**
 * Makes calls with their retry, and with the headers that the caller adds to each of
 * them.
 *
 * @param client sends the requests
 * @param retry repeats and bounds them
 * @param headers the headers that the caller adds
 */
public record ServiceCalls(ServiceClient client, CallRetry retry, RequestHeaders headers) {

	public ServiceCalls withHeaders(RequestHeaders other) {
		return new ServiceCalls(this.client, this.retry, other);
	}

	public ServiceCalls withRetry(CallRetry other) {
		return new ServiceCalls(this.client, other, this.headers);
	}

	public ServiceCalls within(Duration timeout) {
		return withRetry(this.retry.within(timeout));
	}

	/**
	 * Calls an endpoint that answers with a JSON object.
	 */
	public <T> ApiResponse<T> call(ServiceRequest request, ResponseReader<T> reader) {
		return call(request, reader.status(), reader::read);
	}

	/**
	 * Calls an endpoint. A response that cannot be read fails the attempt.
	 */
	public <T> T call(ServiceRequest request, StatusRule rule, Function<ClientResponse, T> reader) {
		return this.retry.call((scope) -> reader.apply(this.client.exchange(request, rule, scope)));
	}

	/**
	 * Calls an endpoint that answers with a stream, for each subscription.
	 */
	public <T> Flux<T> stream(ServiceRequest request, BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		return this.retry.stream((scope) -> this.client.stream(request, scope, reading));
	}

}
