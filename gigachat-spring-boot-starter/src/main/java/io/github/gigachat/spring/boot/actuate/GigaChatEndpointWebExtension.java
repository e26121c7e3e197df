package io.github.gigachat.spring.boot.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The HTTP responses of the {@link GigaChatEndpoint}. A failure has the status 503, so
 * that scripts notice it.
 */
@EndpointWebExtension(endpoint = GigaChatEndpoint.class)
public final class GigaChatEndpointWebExtension {

	private static final FailureDescriptor NO_API = new FailureDescriptor("not-configured",
			"There is no GigaChatApi to show: the application has none that can be created, or several equal ones;"
					+ " mark one of them @Primary, or the others @Bean(defaultCandidate = false)",
			null, null);

	private final GigaChatEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint the endpoint
	 */
	public GigaChatEndpointWebExtension(GigaChatEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Returns the connection, its limits and the state of its token.
	 * @return the description, or 404 with the reason if there is neither an API nor a
	 * named connection
	 */
	@ReadOperation
	public WebEndpointResponse<Object> connection() {
		GigaChatEndpoint.GigaChatDescriptor connection = this.endpoint.connection();
		return (connection != null) ? new WebEndpointResponse<>(connection)
				: new WebEndpointResponse<>(Map.of("error", NO_API), WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Requests the models that the credentials may use.
	 * @param part {@code models}, the only part
	 * @return the models, or 503 with the failure; {@code null}, which results in 404,
	 * for any other part
	 */
	@ReadOperation
	public @Nullable WebEndpointResponse<GigaChatEndpoint.ModelsDescriptor> part(@Selector String part) {
		GigaChatEndpoint.ModelsDescriptor models = this.endpoint.part(part);
		return (models != null) ? response(models, models.error()) : null;
	}

	/**
	 * Refreshes the access token now.
	 * @return the state of the token afterwards, with 503 if there is no new token; 404
	 * if the application has no API
	 */
	@WriteOperation
	public WebEndpointResponse<GigaChatEndpoint.RefreshDescriptor> refreshToken() {
		GigaChatEndpoint.RefreshDescriptor refresh = this.endpoint.refreshToken();
		return (refresh != null) ? response(refresh, refresh.error())
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static <T> WebEndpointResponse<T> response(T body, @Nullable FailureDescriptor error) {
		return new WebEndpointResponse<>(body,
				(error != null) ? WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE : WebEndpointResponse.STATUS_OK);
	}

}
