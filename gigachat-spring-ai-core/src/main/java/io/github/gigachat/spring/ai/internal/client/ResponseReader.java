package io.github.gigachat.spring.ai.internal.client;

import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the responses of an endpoint and rejects incomplete ones.
 *
 * @param <T> the type of the body
 * @param reader the reader of the JSON
 * @param missing returns a description of what a body lacks, without quotes from it, or
 * {@code null} if it is complete
 * @param status the rule that detects an error in a response with HTTP status 200
 */
public record ResponseReader<T>(ObjectReader reader, Function<T, @Nullable String> missing, StatusRule status) {

	/**
	 * Creates a reader.
	 * @param missing returns a description of what a body lacks, or {@code null} if it is
	 * complete
	 * @param fields fields of which each successful response has at least one
	 */
	public static <T> ResponseReader<T> of(Class<T> type, Function<T, @Nullable String> missing, String... fields) {
		return new ResponseReader<>(WireJson.reader(type), missing, StatusRule.ofJson(fields));
	}

	public ApiResponse<T> read(ClientResponse answer) {
		ApiResponse<T> response = answer.read(this.reader);
		String lack = this.missing.apply(response.body());
		if (lack != null) {
			throw answer.missing(lack);
		}
		return response;
	}

}
