package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code POST /functions/validate}.
 *
 * @param message the result, as a message of the service
 * @param rulesVersion the version of the validation rules
 * @param errors the problems for which the service refuses the function
 * @param warnings the service's recommendations; the service sends none if there are
 * errors
 */
public record FunctionValidation(@JsonProperty("message") @Nullable String message,
		@JsonProperty("json_ai_rules_version") @Nullable String rulesVersion,
		@JsonProperty("errors") @Nullable List<Finding> errors,
		@JsonProperty("warnings") @Nullable List<Finding> warnings) {

	/**
	 * Tells whether the service accepts the function.
	 * @return {@code true} if there are no errors
	 */
	public boolean isValid() {
		return this.errors == null || this.errors.isEmpty();
	}

	/**
	 * A problem that the service found in a function.
	 *
	 * @param description the description, as a message of the service
	 * @param location the location in the schema; {@code (root)} for the function itself
	 */
	public record Finding(@JsonProperty("description") @Nullable String description,
			@JsonProperty("schema_location") @Nullable String location) {
	}

}
