package io.github.gigachat.spring.ai;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;

/**
 * The API of a model: one that was passed in, or one that the model created.
 *
 * @param api the API
 * @param owned whether the model created it and closes it
 */
record ModelApi(GigaChatApi api, boolean owned) implements AutoCloseable {

	/**
	 * Returns the API that was passed in, or creates one.
	 * @param model the model's class, for messages
	 * @param given the API that was passed in
	 * @param credentials the credentials of an API to be created
	 * @param retryTemplate the retry of an API to be created; {@code null} for the
	 * default
	 * @param settings sets the other properties of an API to be created
	 * @throws IllegalStateException if there is neither an API nor credentials, or both,
	 * or an API and a retry template, or if the API is a view
	 */
	static ModelApi of(Class<?> model, @Nullable GigaChatApi given, @Nullable GigaChatCredentials credentials,
			@Nullable RetryTemplate retryTemplate, UnaryOperator<GigaChatApi.Builder> settings) {
		if (given != null && credentials != null) {
			throw new IllegalStateException(model.getSimpleName() + " takes an api or credentials, not both");
		}
		if (given != null && retryTemplate != null) {
			throw new IllegalStateException("The retryTemplate of a " + model.getSimpleName()
					+ " applies to an api that it creates from credentials: set it on GigaChatApi.Builder for the api"
					+ " that is passed in");
		}
		if (given != null) {
			if (given.isView()) {
				throw new IllegalStateException("The api of a " + model.getSimpleName()
						+ " is a view: pass the API that GigaChatApi.Builder built, and set headers in the options");
			}
			return new ModelApi(given, false);
		}
		if (credentials == null) {
			throw new IllegalStateException(model.getSimpleName() + " needs an api or credentials");
		}
		return new ModelApi(
				settings.apply(GigaChatApi.builder().credentials(credentials).retryTemplate(retryTemplate)).build(),
				true);
	}

	@Override
	public void close() {
		if (this.owned) {
			this.api.close();
		}
	}

}
