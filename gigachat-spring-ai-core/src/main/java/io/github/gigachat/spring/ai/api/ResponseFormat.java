package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * The form that an answer has to have.
 *
 * @param type {@code json_schema}
 * @param schema the text of the JSON schema; refused with 400 when it is missing
 * @param strict whether the answer keeps to the schema, with every field of it
 */
public record ResponseFormat(@JsonProperty("type") String type, @JsonProperty("schema") @JsonRawValue String schema,
		@JsonProperty("strict") boolean strict) {

	/**
	 * An answer that is JSON by a schema.
	 * @param schema the text of the schema
	 * @return the form
	 */
	public static ResponseFormat jsonSchema(String schema) {
		return new ResponseFormat("json_schema", schema, true);
	}

}
