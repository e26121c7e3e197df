package io.github.gigachat.spring.ai.internal.client;

import java.util.Set;

import io.github.gigachat.spring.ai.internal.http.ResponseBody;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Determines the status of a response: the HTTP status or, if that is a success, the
 * status in an error body. The service was observed to answer
 * {@code {"status":429,"message":"Too many requests"}} with HTTP status 200
 * (ai-forever/gigachat-java#5).
 * <p>
 * A body is an error if it is a JSON object with an integer {@code status} of 400 or more
 * and without the fields of the endpoint's successful responses. Bodies that are not
 * parsed, such as the content of files, are not examined; see {@link #ofHttp()}.
 */
public final class StatusRule {

	private static final StatusRule HTTP = new StatusRule(Set.of());

	private static final int FIRST_ERROR = 400;

	/** A body that begins with more white space is left to the parser. */
	private static final int LONGEST_SPACE = 16;

	/**
	 * Fields of which each successful response has at least one. Empty if the body is not
	 * JSON.
	 */
	private final Set<String> fields;

	private StatusRule(Set<String> fields) {
		this.fields = fields;
	}

	/** Returns the rule for bodies that are not parsed: the HTTP status alone decides. */
	public static StatusRule ofHttp() {
		return HTTP;
	}

	/**
	 * Returns the rule for JSON responses.
	 * @param fields top-level fields of which each successful response has at least one
	 */
	public static StatusRule ofJson(String... fields) {
		return new StatusRule(Set.of(fields));
	}

	/**
	 * Applies the rule.
	 * @return the same response, or one with the status of its error body
	 */
	public TransportResponse decided(TransportResponse response) {
		ResponseHead head = response.head();
		if (!head.isSuccessful() || this.fields.isEmpty() || beginsWithField(response.content())
				|| !ServiceError.mayBe(response.content()) || hasAnyField(response.content())) {
			return response;
		}
		Integer status = ServiceError.of(response.content(), SentSecrets.none()).status();
		return (status != null && status >= FIRST_ERROR) ? withStatus(response, status) : response;
	}

	/**
	 * Returns whether one of the fields is the first of the body. This is so in nearly
	 * all responses, which are then parsed only once.
	 */
	private boolean beginsWithField(ResponseBody body) {
		int start = afterSpace(body, 0);
		if (body.at(start) != '{') {
			return false;
		}
		int name = afterSpace(body, start + 1);
		for (String field : this.fields) {
			if (isNameAt(body, name, field)) {
				int colon = afterSpace(body, name + field.length() + 2);
				int value = body.at(afterSpace(body, colon + 1));
				return body.at(colon) == ':' && value > ' ' && value != 'n';
			}
		}
		return false;
	}

	private static int afterSpace(ResponseBody body, int from) {
		int at = from;
		while (at - from < LONGEST_SPACE && Character.isWhitespace(body.at(at))) {
			at++;
		}
		return at;
	}

	private static boolean isNameAt(ResponseBody body, int at, String name) {
		for (int i = 0; i < name.length(); i++) {
			if (body.at(at + 1 + i) != name.charAt(i)) {
				return false;
			}
		}
		return body.at(at) == '"' && body.at(at + 1 + name.length()) == '"';
	}

	/**
	 * Returns whether the body has one of the fields. Stops at the first, because
	 * responses can be long.
	 */
	private boolean hasAnyField(ResponseBody body) {
		try (JsonParser parser = WireJson.parser(body.stream())) {
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
		return new TransportResponse(new ResponseHead(status, response.head().headers()), response.content());
	}

}
