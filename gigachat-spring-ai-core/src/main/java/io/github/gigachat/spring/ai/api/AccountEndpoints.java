package io.github.gigachat.spring.ai.api;

import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may use, and how much of it is left.
 */
final class AccountEndpoints {

	private static final String MODELS = "/models";

	private static final JsonAnswer<ModelList> LIST = JsonAnswer.of(ModelList.class, AccountEndpoints::missing);

	private static final JsonAnswer<ModelInfo> MODEL = JsonAnswer.of(ModelInfo.class,
			(model) -> (model.id() != null) ? null : "id is missing");

	private static final JsonAnswer<Balance> BALANCE = JsonAnswer.of(Balance.class, AccountEndpoints::missing);

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

	ApiResponse<ModelList> models(CallScope scope) {
		return LIST.read(this.calls.client().exchange(ServiceRequest.get(MODELS), scope));
	}

	ApiResponse<ModelInfo> model(String id) {
		String path = MODELS + "/" + ServiceRequest.segment(id, "The model's name");
		return this.calls.call(
				new ServiceRequest("GET", path, MODELS + "/{model}", ServiceRequest.JSON, null, RequestHeaders.none()),
				MODEL);
	}

	ApiResponse<Balance> balance() {
		return this.calls.call(ServiceRequest.get("/balance"), BALANCE);
	}

}
