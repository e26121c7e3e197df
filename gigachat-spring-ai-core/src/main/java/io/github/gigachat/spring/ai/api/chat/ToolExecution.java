package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * How far one of the service's own tools is, which it runs itself.
 *
 * @param name the tool's name: {@code web_search}, {@code image_generate}, …
 * @param status how it ended: {@code success}, {@code fail} or a word of the future;
 * {@code null} while it runs
 * @param secondsLeft how long it still takes, as the service guesses
 * @param censored whether its result was withheld
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolExecution(@JsonProperty("name") @Nullable String name,
		@JsonProperty("status") @Nullable String status,
		@JsonProperty("seconds_left") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer secondsLeft,
		@JsonProperty("censored") @Nullable Boolean censored) {
}
