package io.github.gigachat.spring.ai.live;

import io.github.gigachat.spring.ai.failure.GigaChatFailure;

/**
 * The result of one probe.
 *
 * @param verdict the verdict
 * @param detail what was seen, in a few words; empty where the verdict says all
 */
public record Finding(Verdict verdict, String detail) {

	/**
	 * Judges a rule by a condition.
	 * @param holds whether the service behaved as the rule says
	 * @param detail what was seen
	 * @return a confirmation or a refutation
	 */
	static Finding of(boolean holds, String detail) {
		return new Finding(holds ? Verdict.CONFIRMED : Verdict.REFUTED, detail);
	}

	static Finding notObserved(String detail) {
		return new Finding(Verdict.NOT_OBSERVED, detail);
	}

	/**
	 * Judges a failure that the probe did not expect.
	 * @param failure the failure
	 * @param fromService whether the last answer was JSON of the service, as opposed to
	 * that of a gateway or none
	 * @return the finding
	 */
	static Finding of(GigaChatFailure failure, boolean fromService) {
		return new Finding(verdict(failure, fromService), words(failure));
	}

	private static Verdict verdict(GigaChatFailure failure, boolean fromService) {
		if (failure.isOfTokenEndpoint() || !fromService) {
			return Verdict.NOT_REACHED;
		}
		return switch (failure.kind()) {
			case PERMISSION, QUOTA, NOT_FOUND -> Verdict.NOT_ALLOWED;
			case INVALID_REQUEST ->
				isUnavailable(String.valueOf(failure.serviceMessage())) ? Verdict.NOT_ALLOWED : Verdict.REFUTED;
			case PROTOCOL, TOO_LARGE, RESPONSE_TOO_LARGE -> Verdict.REFUTED;
			default -> Verdict.NOT_REACHED;
		};
	}

	/**
	 * Recognises the refusals "Requested model does not support functions" and "Tool … is
	 * unavailable", which concern the model or the contract rather than the request.
	 */
	private static boolean isUnavailable(String message) {
		return message.contains("not support") || message.contains("unavailable");
	}

	/**
	 * Describes a failure by its facts. The message of the exception is left out: it may
	 * name the host of a private installation.
	 */
	static String words(GigaChatFailure failure) {
		StringBuilder words = new StringBuilder(failure.kind().toString());
		if (failure.status() != null) {
			words.append(" ").append(failure.status());
		}
		if (failure.code() != null) {
			words.append(", code ").append(failure.code());
		}
		if (failure.serviceMessage() != null) {
			words.append(": ").append(failure.serviceMessage());
		}
		return words.toString();
	}

}
