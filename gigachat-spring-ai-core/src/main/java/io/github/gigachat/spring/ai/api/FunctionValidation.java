package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /functions/validate}.
 *
 * @param message the verdict, in the service's words
 * @param rulesVersion the version of the rules
 * @param errors what the service refuses
 * @param warnings what it would rather have otherwise; none are told while there are
 * errors
 */
public record FunctionValidation(@JsonProperty("message") @Nullable String message,
		@JsonProperty("json_ai_rules_version") @Nullable String rulesVersion,
		@JsonProperty("errors") @Nullable List<Finding> errors,
		@JsonProperty("warnings") @Nullable List<Finding> warnings) {

	/**
	 * Whether the function may be used.
	 * @return {@code true} when there are no errors
	 */
	public boolean isValid() {
		return this.errors == null || this.errors.isEmpty();
	}

	/**
	 * Something that the service found in a function.
	 *
	 * @param description what it is, in the service's words
	 * @param location where it is, {@code (root)} for the function itself
	 */
	public record Finding(@JsonProperty("description") @Nullable String description,
			@JsonProperty("schema_location") @Nullable String location) {
	}

}
