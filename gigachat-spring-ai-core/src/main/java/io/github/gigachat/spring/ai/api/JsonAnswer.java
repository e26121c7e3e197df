package io.github.gigachat.spring.ai.api;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * The form of an endpoint's answers: reads them, and refuses those that lack something.
 *
 * @param <T> what an answer is read into
 * @param reader reads the JSON
 * @param missing tells what an answer lacks, in words that quote nothing; {@code null} if
 * nothing
 */
record JsonAnswer<T>(ObjectReader reader, Function<T, @Nullable String> missing) {

	static <T> JsonAnswer<T> of(Class<T> type, Function<T, @Nullable String> missing) {
		return new JsonAnswer<>(WireJson.reader(type), missing);
	}

	ApiResponse<T> read(ServiceAnswer answer) {
		ApiResponse<T> response = answer.read(this.reader);
		String lack = this.missing.apply(response.body());
		if (lack != null) {
			throw answer.missing(lack);
		}
		return response;
	}

}
