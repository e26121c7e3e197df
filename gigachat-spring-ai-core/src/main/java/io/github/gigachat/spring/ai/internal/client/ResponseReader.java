package io.github.gigachat.spring.ai.internal.client;

import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * The form of an endpoint's answers: reads them, and refuses those that lack something.
 *
 * @param <T> what an answer is read into
 * @param reader reads the JSON
 * @param missing tells what an answer lacks, in words that quote nothing; {@code null} if
 * nothing
 * @param status tells an error behind HTTP 200 from an answer
 */
public record ResponseReader<T>(ObjectReader reader, Function<T, @Nullable String> missing, StatusRule status) {

	/**
	 * Creates the form.
	 * @param type what an answer is read into
	 * @param missing tells what an answer lacks
	 * @param fields fields of which each answer has at least one
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
