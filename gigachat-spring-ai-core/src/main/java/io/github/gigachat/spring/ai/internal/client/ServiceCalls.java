package io.github.gigachat.spring.ai.internal.client;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.CallScope;

/**
 * Makes calls that are answered in JSON, and makes them again where that helps.
 *
 * @param client sends
 * @param retry repeats
 */
public record ServiceCalls(ServiceClient client, CallRetry retry) {

	public <T> ApiResponse<T> call(ServiceRequest request, ResponseReader<T> form) {
		return this.retry.call((scope) -> attempt(request, form, scope));
	}

	public <T> ApiResponse<T> attempt(ServiceRequest request, ResponseReader<T> form, CallScope scope) {
		return form.read(this.client.exchange(request, form.status(), scope));
	}

}
