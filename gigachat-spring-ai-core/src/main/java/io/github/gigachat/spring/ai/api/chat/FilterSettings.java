package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The content filters that the service applies to a request of the v2 API. Setting them
 * requires an agreement with the service.
 *
 * @param request the filters of the request; {@code null} for those of the contract
 * @param response the filters of the answer, of which only the blacklist can be set;
 * {@code null} for those of the contract
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterSettings(@JsonProperty("request_content") @Nullable Rules request,
		@JsonProperty("response_content") @Nullable Rules response) {

	/**
	 * Creates settings.
	 * @param request the filters of the request, or {@code null}
	 * @param response the filters of the answer, or {@code null}
	 * @throws IllegalArgumentException if the filters of the answer set {@code neuro} or
	 * {@code whitelist}
	 */
	public FilterSettings {
		if (response != null && (response.neuro() != null || response.whitelist() != null)) {
			throw new IllegalArgumentException(
					"neuro and whitelist filter requests only: of the filters of the answer," + " set blacklist alone");
		}
	}

	/**
	 * The filters for a text. Values that are {@code null} are not sent: the contract
	 * decides.
	 *
	 * @param neuro {@code true} to have a model judge the text; for requests only
	 * @param blacklist {@code true} to check for forbidden words
	 * @param whitelist {@code true} to check for allowed words; for requests only
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Rules(@JsonProperty("neuro") @Nullable Boolean neuro,
			@JsonProperty("blacklist") @Nullable Boolean blacklist,
			@JsonProperty("whitelist") @Nullable Boolean whitelist) {
	}

}
