package io.github.gigachat.spring.ai.api;

import io.github.gigachat.spring.ai.http.CallScope;

/**
 * Makes calls that are answered in JSON, and makes them again where that helps.
 *
 * @param client sends
 * @param retry repeats
 */
record ServiceCalls(ServiceClient client, CallRetry retry) {

	<T> ApiResponse<T> call(ServiceRequest request, JsonAnswer<T> form) {
		return this.retry.call((scope) -> attempt(request, form, scope));
	}

	<T> ApiResponse<T> attempt(ServiceRequest request, JsonAnswer<T> form, CallScope scope) {
		return form.read(this.client.exchange(request, form.status(), scope));
	}

}
