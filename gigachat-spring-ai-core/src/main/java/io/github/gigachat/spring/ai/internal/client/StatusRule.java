package io.github.gigachat.spring.ai.internal.client;

import java.util.Set;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Decides which status an answer has: that of HTTP or, where HTTP reports a success, that
 * of an error body behind it. The service was seen to answer
 * {@code {"status":429,"message":"Too many requests"}} with HTTP 200
 * (ai-forever/gigachat-java#5).
 * <p>
 * A body is an error if it is a JSON object with an integer {@code status} of 400 or more
 * and without the fields of the endpoint's good answers. Bodies that are not parsed, such
 * as the content of files, are never looked at: {@link #ofHttp()}.
 */
public final class StatusRule {

	private static final StatusRule HTTP = new StatusRule(Set.of());

	private static final int FIRST_ERROR = 400;

	/** Fields of which each good answer has at least one; empty for no JSON. */
	private final Set<String> fields;

	private StatusRule(Set<String> fields) {
		this.fields = fields;
	}

	/**
	 * The rule of bodies that are not parsed: the status of HTTP alone decides.
	 */
	public static StatusRule ofHttp() {
		return HTTP;
	}

	/**
	 * The rule of answers in JSON.
	 * @param fields fields of the top level, of which each good answer has at least one
	 */
	public static StatusRule ofJson(String... fields) {
		return new StatusRule(Set.of(fields));
	}

	/**
	 * Applies the rule.
	 * @param response the response as it came
	 * @return the same response, or one with the status of its error body
	 */
	public TransportResponse decided(TransportResponse response) {
		ResponseHead head = response.head();
		if (!head.isSuccessful() || this.fields.isEmpty() || !ServiceError.mayBe(response.body())
				|| hasAnyField(response.body())) {
			return response;
		}
		Integer status = ServiceError.of(response.body(), SentSecrets.none()).status();
		return (status != null && status >= FIRST_ERROR) ? withStatus(response, status) : response;
	}

	/** Reads no further than to the first such field, since answers can be long. */
	private boolean hasAnyField(byte[] body) {
		try (JsonParser parser = WireJson.parser(body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				if (parser.nextToken() != JsonToken.VALUE_NULL && this.fields.contains(name)) {
					return true;
				}
				parser.skipChildren();
			}
			return false;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static TransportResponse withStatus(TransportResponse response, int status) {
		return new TransportResponse(new ResponseHead(status, response.head().headers()), response.body());
	}

}
