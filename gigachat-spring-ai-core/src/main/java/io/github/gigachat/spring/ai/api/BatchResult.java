package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.json.RawJsonDeserializer;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer to one request of a batch.
 *
 * @param id the id that the request was given
 * @param result the JSON text of the answer, or of what went wrong with that request;
 * {@code null} when there is none
 */
public record BatchResult(@JsonProperty("id") String id,
		@JsonProperty("result") @JsonDeserialize(using = RawJsonDeserializer.class) @Nullable String result) {

	/**
	 * The answer to a chat request.
	 * @return the answer, with at least one choice that has a message
	 * @throws GigaChatNonTransientException with {@link FailureKind#PROTOCOL} when it is
	 * none, as that of a request that failed
	 */
	public ChatCompletionResponse chatAnswer() {
		return ChatEndpoint.complete(read(ChatCompletionResponse.class), this::incomplete);
	}

	/**
	 * The answer to a request for embeddings.
	 * @return the embeddings, in the order of the texts
	 * @throws GigaChatNonTransientException with {@link FailureKind#PROTOCOL} when it is
	 * none, as that of a request that failed
	 */
	public EmbeddingsResponse embeddings() {
		return EmbeddingsAnswer.complete(read(EmbeddingsResponse.class), this::incomplete);
	}

	private <T> T read(Class<T> type) {
		T read = null;
		try {
			read = (this.result != null) ? type.cast(WireJson.reader(type).readValue(this.result)) : null;
		}
		catch (JacksonException ex) {
			// its message quotes the answer
		}
		if (read == null) {
			throw incomplete("it is no JSON of that form");
		}
		return read;
	}

	private GigaChatNonTransientException incomplete(String what) {
		return new GigaChatNonTransientException(FailureDetails
			.of(FailureKind.PROTOCOL,
					"The result of the request " + this.id + " is not the answer that was expected: " + what)
			.withHint("BatchResult.result() has it as it came"), null);
	}

	/**
	 * Names the request; never shows the answer.
	 */
	@Override
	public String toString() {
		return "BatchResult[id=" + this.id + "]";
	}

}
