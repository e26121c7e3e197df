package io.github.gigachat.spring.ai.api;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceCalls;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may use, and how much of it is left.
 */
final class AccountEndpoints {

	private static final String MODELS = "/models";

	private static final ResponseReader<ModelList> LIST = ResponseReader.of(ModelList.class, AccountEndpoints::missing,
			"data");

	private static final ResponseReader<ModelInfo> MODEL = ResponseReader.of(ModelInfo.class,
			(model) -> (model.id() != null) ? null : "id is missing", "id");

	private static final ResponseReader<Balance> BALANCE = ResponseReader.of(Balance.class, AccountEndpoints::missing,
			"balance");

	private final ServiceCalls calls;

	AccountEndpoints(ServiceCalls calls) {
		this.calls = calls;
	}

	private static @Nullable String missing(ModelList list) {
		if (list.data() == null) {
			return "data is missing";
		}
		return list.data().stream().anyMatch((model) -> model == null || model.id() == null) ? "a model's id is missing"
				: null;
	}

	private static @Nullable String missing(Balance balance) {
		if (balance.packages() == null) {
			return "balance is missing";
		}
		return balance.packages().stream().anyMatch((left) -> left == null || left.usage() == null)
				? "a package's usage is missing" : null;
	}

	ApiResponse<ModelList> models(RequestHeaders headers, CallScope scope) {
		return this.calls.attempt(ServiceRequest.get(MODELS, headers), LIST, scope);
	}

	ApiResponse<ModelInfo> model(String id) {
		return this.calls.call(modelRequest(id, RequestHeaders.none()), MODEL);
	}

	ApiResponse<ModelInfo> model(String id, RequestHeaders headers, CallScope scope) {
		return this.calls.attempt(modelRequest(id, headers), MODEL, scope);
	}

	private static ServiceRequest modelRequest(String id, RequestHeaders headers) {
		String path = MODELS + "/" + ServiceRequest.segment(id, "The model's name");
		return new ServiceRequest("GET", path, MODELS + "/{model}", ServiceRequest.JSON, null, headers);
	}

	ApiResponse<Balance> balance(RequestHeaders headers, CallScope scope) {
		return this.calls.attempt(ServiceRequest.get("/balance", headers), BALANCE, scope);
	}

}
