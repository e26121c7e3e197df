package io.github.gigachat.spring.ai;

/**
 * What to do about a model that the service does not know.
 */
final class UnknownModel {

	private UnknownModel() {
	}

	/**
	 * The hint that names the property of the model.
	 * @param kind what the model is for, as the property has it: {@code chat},
	 * {@code embedding} or {@code image}
	 * @return the hint, without a full stop
	 */
	static String hint(String kind) {
		return "Check spring.ai.gigachat." + kind + ".model; GigaChatApi.models() lists what there is";
	}

}
