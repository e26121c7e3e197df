package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFailure;
import io.github.gigachat.spring.ai.http.CallScope;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows what the connection to GigaChat is like.
 * <p>
 * Reading it asks nobody; only its {@code models} and its write operation send a request.
 * A failure is part of what they return. No secret is.
 */
@Endpoint(id = "gigachat")
public final class GigaChatEndpoint {

	/** The part that lists the models. */
	static final String MODELS = "models";

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Duration timeout;

	/**
	 * Creates the endpoint.
	 * @param api gives the API, or {@code null} where the application has none
	 * @param timeout the longest wait for the list of models
	 */
	public GigaChatEndpoint(Supplier<? extends @Nullable GigaChatApi> api, Duration timeout) {
		this.api = Objects.requireNonNull(api, "api");
		this.timeout = Objects.requireNonNull(timeout, "timeout");
	}

	/**
	 * The connection, its limits and the state of its token.
	 * @return the description, or {@code null} where the application has no API
	 */
	@ReadOperation
	public @Nullable GigaChatDescriptor connection() {
		GigaChatApi present = this.api.get();
		return (present != null) ? GigaChatDescriptor.of(present) : null;
	}

	/**
	 * The models that the credentials may use, asked of the service.
	 * @param part {@code models}; there is no other part
	 * @return the models or why there are none, or {@code null} for any other part and
	 * where the application has no API
	 */
	@ReadOperation
	public @Nullable ModelsDescriptor part(@Selector String part) {
		GigaChatApi present = MODELS.equals(part) ? this.api.get() : null;
		if (present == null) {
			return null;
		}
		try {
			return ModelsDescriptor.of(present.models(CallScope.within(this.timeout)).body());
		}
		catch (RuntimeException ex) {
			return new ModelsDescriptor(null, failure(ex));
		}
	}

	/**
	 * Gets a new token now; the present one stays in use until then.
	 * @return the token's state after that, or {@code null} where the application has no
	 * API
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

}
