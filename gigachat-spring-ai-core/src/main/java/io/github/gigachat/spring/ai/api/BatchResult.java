package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The result of one request of a batch.
 *
 * @param id the id that was assigned to the request
 * @param result the JSON text of the answer, or of the error of that request;
 * {@code null} if there is none
 */
public record BatchResult(@JsonProperty("id") String id,
		@JsonProperty("result") @JsonDeserialize(using = WireJson.RawText.class) @Nullable String result) {

	/**
	 * Reads the result as the answer to a chat request.
	 * @return the answer, with at least one choice that has a message
	 * @throws GigaChatNonTransientException of the kind {@link FailureKind#PROTOCOL} if
	 * the result is not such an answer, for example because the request failed
	 */
	public ChatCompletionResponse chatAnswer() {
		return ChatEndpoint.complete(read(ChatCompletionResponse.class), this::incomplete);
	}

	/**
	 * Reads the result as the answer to a request for embeddings.
	 * @return the embeddings, in the order of the texts
	 * @throws GigaChatNonTransientException of the kind {@link FailureKind#PROTOCOL} if
	 * the result is not such an answer, for example because the request failed
	 */
	public EmbeddingsResponse embeddings() {
		return read(EmbeddingsResponse.class).complete(this::incomplete);
	}

	private <T> T read(Class<T> type) {
		T read = null;
		try {
			read = (this.result != null) ? type.cast(WireJson.reader(type).readValue(this.result)) : null;
		}
		catch (JacksonException ex) {
			// not used as a cause: its message quotes the answer
		}
		if (read == null) {
			throw incomplete("it is not JSON of the expected form");
		}
		return read;
	}

	private GigaChatNonTransientException incomplete(String what) {
		return new GigaChatNonTransientException(FailureDetails
			.of(FailureKind.PROTOCOL,
					"The result of the request " + this.id + " is not the answer that was expected: " + what)
			.withHint("BatchResult.result() returns the unparsed result"), null);
	}

	/**
	 * Returns the id of the request, never the answer.
	 */
	@Override
	public String toString() {
		return "BatchResult[id=" + this.id + "]";
	}

}
