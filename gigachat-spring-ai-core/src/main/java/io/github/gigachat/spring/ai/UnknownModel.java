package io.github.gigachat.spring.ai;

import java.util.Locale;
import java.util.Objects;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;

/**
 * Recognises the service's response to an unknown model name, and has the hint for it.
 */
final class UnknownModel {

	private UnknownModel() {
	}

	/**
	 * Tells whether the service refused a request because it does not know the model. The
	 * service then responds with 404 and {@code No such model}. A 404 from a gateway, or
	 * a 404 that is not about a model, does not count.
	 * @param failure the failure
	 */
	static boolean isReasonOf(GigaChatFailure failure) {
		String words = Objects.requireNonNullElse(failure.serviceMessage(), "").toLowerCase(Locale.ROOT);
		return failure.kind() == FailureKind.NOT_FOUND && failure.isOfService() && !failure.isOfTokenEndpoint()
				&& words.contains("model");
	}

	/**
	 * Returns the hint, which names the property of the model.
	 * @param kind the part of the property's name: {@code chat}, {@code embedding} or
	 * {@code image}
	 * @return the hint, without a full stop
	 */
	static String hint(String kind) {
		return "Check spring.ai.gigachat." + kind + ".model; GigaChatApi.models() lists the available models";
	}

}
