package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * The form that an answer has to have.
 *
 * @param type {@code json_schema}, or {@code regex} in the v2 API
 * @param schema the text of the JSON schema; refused with 400 when it is missing
 * @param strict whether the answer keeps to the schema, with every field of it
 * @param regex the regular expression that the answer matches
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseFormat(@JsonProperty("type") String type,
		@JsonProperty("schema") @JsonRawValue @Nullable String schema, @JsonProperty("strict") @Nullable Boolean strict,
		@JsonProperty("regex") @Nullable String regex) {

	/**
	 * An answer that is JSON by a schema.
	 * @param schema the text of the schema
	 * @return the form
	 */
	public static ResponseFormat jsonSchema(String schema) {
		return new ResponseFormat("json_schema", schema, true, null);
	}

	/**
	 * An answer that matches a regular expression, in the v2 API.
	 * @param regex the expression, as the service understands it
	 * @return the form
	 */
	public static ResponseFormat regex(String regex) {
		return new ResponseFormat("regex", null, null, regex);
	}

	/**
	 * Says what kind of form it is; neither the schema nor the expression.
	 */
	@Override
	public String toString() {
		return "ResponseFormat[type=" + this.type + ", strict=" + this.strict + "]";
	}

}
