package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;

/**
 * Base of the models' builders: a model is built from an API, or from credentials alone.
 *
 * @param <B> the type of the builder
 */
abstract class ModelBuilder<B extends ModelBuilder<B>> {

	@Nullable GigaChatApi api;

	private @Nullable GigaChatCredentials credentials;

	private @Nullable RetryTemplate retryTemplate;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	Iterable<? extends KeyValue> observationTags = List.of();

	@Nullable MeterRegistry meterRegistry;

	Iterable<? extends Tag> meterTags = List.of();

	/** Returns this builder. */
	abstract B self();

	/**
	 * Sets the API. It is not closed with the model. Either this or {@link #credentials}
	 * is required.
	 * @param api the API
	 * @return this builder
	 */
	public B api(GigaChatApi api) {
		this.api = Objects.requireNonNull(api, "api");
		return self();
	}

	/**
	 * Sets the credentials of an API that the model creates with the default settings and
	 * closes.
	 * @param credentials the credentials
	 * @return this builder
	 */
	public B credentials(GigaChatCredentials credentials) {
		this.credentials = Objects.requireNonNull(credentials, "credentials");
		return self();
	}

	/**
	 * Sets the application's retry for the API that the model creates from
	 * {@link #credentials}, under the rules of
	 * {@link io.github.gigachat.spring.ai.api.GigaChatApi.Builder#retryTemplate}. An API
	 * that is passed in has its own retry. Default: the retry settings of
	 * {@link io.github.gigachat.spring.ai.api.GigaChatApi.Builder}.
	 * @param retryTemplate the template; {@code null} for the default
	 * @return this builder
	 */
	public B retryTemplate(@Nullable RetryTemplate retryTemplate) {
		this.retryTemplate = retryTemplate;
		return self();
	}

	/**
	 * Sets the registry for observations of calls. Default: none.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public B observationRegistry(ObservationRegistry observationRegistry) {
		return observationRegistry(observationRegistry, List.of());
	}

	/**
	 * Sets the registry for observations of calls, with tags that distinguish this model
	 * from others in the same registry. They are added to the tags with few values, which
	 * meters have, too, whatever the convention of the observations is.
	 * @param observationRegistry the registry
	 * @param tags tags of all its observations
	 * @return this builder
	 */
	public B observationRegistry(ObservationRegistry observationRegistry, Iterable<? extends KeyValue> tags) {
		this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
		this.observationTags = Objects.requireNonNull(tags, "tags");
		return self();
	}

	/**
	 * Sets the registry for the meters of the model, if it has any, and of an API that
	 * the model creates. Default: none.
	 * @param meterRegistry the registry
	 * @return this builder
	 */
	public B meterRegistry(@Nullable MeterRegistry meterRegistry) {
		this.meterRegistry = meterRegistry;
		return self();
	}

	/** Returns whether the model has to close its API. */
	boolean ownsApi() {
		return this.api == null;
	}

	/**
	 * Returns the API of the model, created if necessary.
	 * @param model the name of the model's class, for messages
	 * @throws IllegalStateException if there is neither an API nor credentials, or both,
	 * or an API and a retry template, or if the API is a view
	 */
	GigaChatApi apiOf(String model) {
		if (this.api != null) {
			return given(this.api, model);
		}
		if (this.credentials == null) {
			throw new IllegalStateException(model + " needs an api or credentials");
		}
		return GigaChatApi.builder()
			.credentials(this.credentials)
			.retryTemplate(this.retryTemplate)
			.observationRegistry(this.observationRegistry, this.observationTags)
			.meterRegistry(this.meterRegistry, this.meterTags)
			.build();
	}

	private GigaChatApi given(GigaChatApi api, String model) {
		if (this.credentials != null) {
			throw new IllegalStateException(model + " takes an api or credentials, not both");
		}
		if (this.retryTemplate != null) {
			throw new IllegalStateException("The retryTemplate of a " + model
					+ " applies to an api that it creates from credentials: set it on GigaChatApi.Builder for the api"
					+ " that is passed in");
		}
		if (api.isView()) {
			throw new IllegalStateException("The api of a " + model
					+ " is a view: pass the API that GigaChatApi.Builder built, and set headers in the options");
		}
		return api;
	}

}
