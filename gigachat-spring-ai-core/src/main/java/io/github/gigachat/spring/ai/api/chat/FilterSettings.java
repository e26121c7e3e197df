package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The service's filters of a request of the v2 API, which have to be agreed with it.
 *
 * @param request the filters of what is asked; {@code null} for those of the contract
 * @param response the filters of what is answered, among which only the blacklist can be
 * chosen; {@code null} for those of the contract
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterSettings(@JsonProperty("request_content") @Nullable Rules request,
		@JsonProperty("response_content") @Nullable Rules response) {

	/**
	 * Creates settings.
	 * @param request the filters of what is asked, or {@code null}
	 * @param response the filters of what is answered, or {@code null}
	 * @throws IllegalArgumentException when the filters of what is answered have what
	 * only requests have
	 */
	public FilterSettings {
		if (response != null && (response.neuro() != null || response.whitelist() != null)) {
			throw new IllegalArgumentException("The filters of what is answered have neither neuro nor whitelist,"
					+ " which are of what is asked: only blacklist may be set");
		}
	}

	/**
	 * Which of the service's filters look at a text. What is {@code null} is not sent,
	 * and the contract decides.
	 *
	 * @param neuro whether a model judges the text; for requests only
	 * @param blacklist whether forbidden words are looked for
	 * @param whitelist whether allowed words are looked for; for requests only
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Rules(@JsonProperty("neuro") @Nullable Boolean neuro,
			@JsonProperty("blacklist") @Nullable Boolean blacklist,
			@JsonProperty("whitelist") @Nullable Boolean whitelist) {
	}

}
