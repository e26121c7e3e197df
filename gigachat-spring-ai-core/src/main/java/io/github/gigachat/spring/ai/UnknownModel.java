package io.github.gigachat.spring.ai;

import java.util.Locale;
import java.util.Objects;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;

/**
 * Recognises the refusal of a model that the service does not know, and tells what to do
 * about it.
 */
final class UnknownModel {

	private UnknownModel() {
	}

	/**
	 * Tells whether the service refused a request because it does not know the model. It
	 * says {@code No such model}; a 404 of a gateway, or about something else than a
	 * model, is none.
	 * @param failure the failure
	 */
	static boolean isReasonOf(GigaChatFailure failure) {
		String words = Objects.requireNonNullElse(failure.serviceMessage(), "").toLowerCase(Locale.ROOT);
		return failure.kind() == FailureKind.NOT_FOUND && failure.isOfService() && !failure.isOfTokenEndpoint()
				&& words.contains("model");
	}

	/**
	 * The hint that names the property of the model.
	 * @param kind what the model is for, as the property has it: {@code chat},
	 * {@code embedding} or {@code image}
	 * @return the hint, without a full stop
	 */
	static String hint(String kind) {
		return "Check spring.ai.gigachat." + kind + ".model; GigaChatApi.models() lists the available models";
	}

}
