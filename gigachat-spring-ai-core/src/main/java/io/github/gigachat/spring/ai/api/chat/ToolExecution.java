package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The progress of a built-in tool, which the service runs itself.
 *
 * @param name the tool's name, such as {@code web_search} or {@code image_generate}
 * @param status the outcome: {@code success}, {@code fail} or a future value;
 * {@code null} while the tool runs
 * @param secondsLeft the remaining time in seconds, as the service estimates it
 * @param censored {@code true} if the service withheld the result
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolExecution(@JsonProperty("name") @Nullable String name,
		@JsonProperty("status") @Nullable String status,
		@JsonProperty("seconds_left") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer secondsLeft,
		@JsonProperty("censored") @Nullable Boolean censored) {
}
