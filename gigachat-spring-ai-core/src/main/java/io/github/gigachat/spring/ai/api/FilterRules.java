package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which of the service's filters look at a text. What is {@code null} is not sent, and
 * the contract decides.
 *
 * @param neuro whether a model judges the text; for requests only
 * @param blacklist whether forbidden words are looked for
 * @param whitelist whether allowed words are looked for; for requests only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterRules(@JsonProperty("neuro") @Nullable Boolean neuro,
		@JsonProperty("blacklist") @Nullable Boolean blacklist,
		@JsonProperty("whitelist") @Nullable Boolean whitelist) {
}
