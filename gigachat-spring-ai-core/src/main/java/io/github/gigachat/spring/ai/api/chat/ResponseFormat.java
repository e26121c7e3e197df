package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * The required format of an answer.
 *
 * @param type the type: {@code json_schema}, or {@code regex} in the v2 API
 * @param schema the JSON schema as text; the service refuses {@code json_schema} without
 * it with 400
 * @param strict {@code true} if the answer has to follow the schema and contain all its
 * fields, {@code false} if it may have further fields
 * @param regex the regular expression that the answer has to match
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseFormat(@JsonProperty("type") String type,
		@JsonProperty("schema") @JsonRawValue @Nullable String schema, @JsonProperty("strict") @Nullable Boolean strict,
		@JsonProperty("regex") @Nullable String regex) {

	/**
	 * Creates the format of an answer that is JSON and follows the given schema strictly.
	 * @param schema the JSON schema as text
	 * @return the format
	 */
	public static ResponseFormat jsonSchema(String schema) {
		return jsonSchema(schema, true);
	}

	/**
	 * Creates the format of an answer that is JSON and follows the given schema.
	 * @param schema the JSON schema as text
	 * @param strict {@code true} for an answer that has all fields of the schema and no
	 * other
	 * @return the format
	 */
	public static ResponseFormat jsonSchema(String schema, boolean strict) {
		return new ResponseFormat("json_schema", schema, strict, null);
	}

	/**
	 * Creates the format of an answer that matches a regular expression, in the v2 API.
	 * @param regex the expression, in the service's syntax
	 * @return the format
	 */
	public static ResponseFormat regex(String regex) {
		return new ResponseFormat("regex", null, null, regex);
	}

	/**
	 * Returns the type and the strictness, never the schema or the expression.
	 */
	@Override
	public String toString() {
		return "ResponseFormat[type=" + this.type + ", strict=" + this.strict + "]";
	}

}
