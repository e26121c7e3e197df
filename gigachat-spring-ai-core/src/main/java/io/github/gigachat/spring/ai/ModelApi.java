package io.github.gigachat.spring.ai;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What a model talks through: an API that was passed in, or one of its own.
 *
 * @param api the API
 * @param owned whether it is the model's own, and closed with it
 */
record ModelApi(GigaChatApi api, boolean owned) implements AutoCloseable {

	/**
	 * Takes the API that was passed in, or makes one.
	 * @param model the model's class, for messages
	 * @param given the API that was passed in
	 * @param credentials who is calling, for an API of the model's own
	 * @param settings what that one is built with beside its defaults
	 * @throws IllegalStateException when there is neither an API nor credentials, or both
	 */
	static ModelApi of(Class<?> model, @Nullable GigaChatApi given, @Nullable GigaChatCredentials credentials,
			UnaryOperator<GigaChatApi.Builder> settings) {
		if (given != null && credentials != null) {
			throw new IllegalStateException(model.getSimpleName() + " takes an api or credentials, not both");
		}
		if (given != null) {
			return new ModelApi(given, false);
		}
		if (credentials == null) {
			throw new IllegalStateException(model.getSimpleName() + " needs an api or credentials");
		}
		return new ModelApi(settings.apply(GigaChatApi.builder().credentials(credentials)).build(), true);
	}

	@Override
	public void close() {
		if (this.owned) {
			this.api.close();
		}
	}

}
