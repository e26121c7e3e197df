package io.github.gigachat.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One request as the emulator received it.
 *
 * @param endpoint what was asked
 * @param method the HTTP method
 * @param path the path without query
 * @param query the query without question mark, empty when there is none
 * @param headers the headers; names are compared without regard to case
 * @param body the body as text; of an upload, and of a batch, a character for each byte
 * (ISO 8859-1)
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param connection the number of the client's connection, counted from 1
 * @param receivedAt when the whole request was there
 * @param requestId the {@code x-request-id} that the answer carries; the OAuth host sends
 * none
 */
public record RecordedRequest(Endpoint endpoint, String method, String path, String query,
		Map<String, List<String>> headers, String body, String protocol, long connection, Instant receivedAt,
		String requestId) {

	/**
	 * The first value of a header.
	 * @param name the header's name, in any case of letters
	 * @return the value, or null when the request did not have the header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/**
	 * The body as a chat request of the version that was asked.
	 * @return the request
	 * @throws IllegalStateException when it is not a valid one
	 */
	public ChatRequest chat() {
		return ChatRequests.parse(this.path, this.body);
	}

	RecordedRequest withBody(String other) {
		return new RecordedRequest(this.endpoint, this.method, this.path, this.query, this.headers, other,
				this.protocol, this.connection, this.receivedAt, this.requestId);
	}

	/**
	 * Says which request this is, without headers and body, which may hold secrets.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path + " " + this.protocol;
	}

	/**
	 * What a request was for.
	 */
	public enum Endpoint {

		/** Chat completions. */
		CHAT,
		/** The OAuth endpoint or the password grant. */
		TOKEN,
		/** The list of models, or one of them. */
		MODELS,
		/** Embeddings. */
		EMBEDDINGS,
		/** Files. */
		FILES,
		/** The count of a text's tokens. */
		TOKENS_COUNT,
		/** What is left of the packages of tokens. */
		BALANCE,
		/** Who wrote a text. */
		AI_CHECK,
		/** The validation and the conversion of functions. */
		FUNCTIONS,
		/** Batches. */
		BATCHES,
		/** Anything else. */
		OTHER

	}

}
