package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gigachat.spring.ai.api.ApiSettings;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.ModelInfo;
import io.github.gigachat.spring.ai.api.ModelList;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows the connection to GigaChat.
 * <p>
 * Only {@code models} and the write operation send a request; their result contains a
 * failure, if there is one. No result contains a secret.
 */
@Endpoint(id = "gigachat")
public final class GigaChatEndpoint {

	/** Name of the part that lists the models. */
	static final String MODELS = "models";

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Supplier<? extends @Nullable GigaChatConnections> connections;

	private final Duration timeout;

	/**
	 * Creates the endpoint.
	 * @param api supplies the API, or {@code null} if the application has none
	 * @param connections supplies the named connections, or {@code null} if the
	 * application has none
	 * @param timeout the maximum wait for the list of models
	 */
	public GigaChatEndpoint(Supplier<? extends @Nullable GigaChatApi> api,
			Supplier<? extends @Nullable GigaChatConnections> connections, Duration timeout) {
		this.api = Objects.requireNonNull(api, "api");
		this.connections = Objects.requireNonNull(connections, "connections");
		this.timeout = Objects.requireNonNull(timeout, "timeout");
	}

	/**
	 * Returns the connection, its limits and the state of its token, and the same of each
	 * named connection.
	 * @return the description, without the default connection if the application has only
	 * named ones; {@code null} if it has neither
	 */
	@ReadOperation
	public @Nullable GigaChatDescriptor connection() {
		GigaChatApi present = this.api.get();
		Map<String, GigaChatDescriptor> named = named();
		if (present == null) {
			return named.isEmpty() ? null
					: new GigaChatDescriptor(GigaChatApi.PROVIDER_NAME, null, null, null, null, named);
		}
		return GigaChatDescriptor.of(present, named);
	}

	private Map<String, GigaChatDescriptor> named() {
		Map<String, GigaChatDescriptor> named = new LinkedHashMap<>();
		GigaChatConnections present = this.connections.get();
		if (present != null) {
			present.names()
				.stream()
				.filter((name) -> !name.equals(GigaChatConnections.DEFAULT))
				.forEach((name) -> named.put(name, GigaChatDescriptor.of(present.api(name), Map.of())));
		}
		return named;
	}

	/**
	 * Requests the models that the credentials may use.
	 * @param part {@code models}, the only part
	 * @return the models or the failure, or {@code null} for any other part and if the
	 * application has no API
	 */
	@ReadOperation
	public @Nullable ModelsDescriptor part(@Selector String part) {
		GigaChatApi present = MODELS.equals(part) ? this.api.get() : null;
		if (present == null) {
			return null;
		}
		try {
			return ModelsDescriptor.of(present.within(this.timeout).withoutRetry().models().body());
		}
		catch (RuntimeException ex) {
			return new ModelsDescriptor(null, failure(ex));
		}
	}

	/**
	 * Refreshes the access token now. The current token stays in use until then.
	 * @return the state of the token afterwards, or {@code null} if the application has
	 * no API
	 */
	@WriteOperation
	public @Nullable RefreshDescriptor refreshToken() {
		GigaChatApi present = this.api.get();
		if (present == null) {
			return null;
		}
		try {
			return new RefreshDescriptor(present.refreshToken(), null);
		}
		catch (RuntimeException ex) {
			return new RefreshDescriptor(present.tokenState(), failure(ex));
		}
	}

	private static FailureDescriptor failure(RuntimeException failure) {
		if (failure instanceof GigaChatFailure typed) {
			return FailureDescriptor.of(typed, String.valueOf(failure.getMessage()));
		}
		throw failure;
	}

	/**
	 * A connection as the endpoint shows it. The values of the default connection are
	 * {@code null} if the application has only named ones.
	 *
	 * @param provider the provider's name
	 * @param baseUrl the root of the v1 API
	 * @param authType the kind of credentials
	 * @param token the state of the access token, without its value
	 * @param limits the limits and their current use
	 * @param connections the named connections by name
	 */
	public record GigaChatDescriptor(String provider,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String baseUrl,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String authType,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TokenState token,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Limits limits,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, GigaChatDescriptor> connections)
			implements
				OperationResponseBody {

		static GigaChatDescriptor of(GigaChatApi api, Map<String, GigaChatDescriptor> connections) {
			ApiSettings settings = api.settings();
			return new GigaChatDescriptor(GigaChatApi.PROVIDER_NAME, settings.baseUrl(), settings.authType(),
					api.tokenState(), Limits.of(settings, api.requestLimit()), connections);
		}

		/**
		 * The limits of a connection.
		 *
		 * @param maxConcurrentRequests the maximum number of concurrent requests, or
		 * {@code null} if there is no limit
		 * @param activeRequests the number of requests under way
		 * @param queuedRequests the number of requests that wait for one of them to end
		 * @param maxAttempts the maximum number of attempts of a call, or {@code null} if
		 * a {@code RetryTemplate} of the application decides
		 * @param readTimeout the maximum silence of the service
		 * @param callTimeout the maximum duration of a call with its retries
		 * @param maxResponseSize the maximum size of a response in bytes
		 */
		public record Limits(@Nullable Integer maxConcurrentRequests, int activeRequests, int queuedRequests,
				@Nullable Integer maxAttempts, Duration readTimeout, Duration callTimeout, long maxResponseSize) {

			static Limits of(ApiSettings settings, RequestLimitState state) {
				return new Limits(state.limit(), state.inUse(), state.waiting(), settings.maxAttempts(),
						settings.readTimeout(), settings.callTimeout(), settings.maxResponseSize());
			}

		}

	}

	/**
	 * The models as the endpoint shows them.
	 *
	 * @param models the models, or {@code null} if the request failed
	 * @param error the failure, or {@code null} if the request succeeded
	 */
	public record ModelsDescriptor(@Nullable List<Model> models,
			@Nullable FailureDescriptor error) implements OperationResponseBody {

		static ModelsDescriptor of(ModelList list) {
			return new ModelsDescriptor(list.data().stream().map(Model::of).toList(), null);
		}

		/**
		 * One model.
		 *
		 * @param id the name of the model in requests
		 * @param type the purpose of the model, such as {@code chat} or {@code embedder}
		 * @param ownedBy the owner of the model
		 */
		public record Model(String id, @Nullable String type, @Nullable String ownedBy) {

			static Model of(ModelInfo model) {
				return new Model(model.id(), model.type(), model.ownedBy());
			}

		}

	}

	/**
	 * The result of a refresh of the access token.
	 *
	 * @param token the state of the access token after the refresh, without its value
	 * @param error the failure, or {@code null} if there is a new token
	 */
	public record RefreshDescriptor(TokenState token,
			@Nullable FailureDescriptor error) implements OperationResponseBody {
	}

}
