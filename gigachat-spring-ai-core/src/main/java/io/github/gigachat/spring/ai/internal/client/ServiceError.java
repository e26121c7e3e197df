package io.github.gigachat.spring.ai.internal.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.internal.http.ResponseBody;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * The content of an error body. This class alone distinguishes the service's own errors
 * from those of gateways and proxies. The API sends {@code {"status", "message"}}, the
 * token endpoint {@code {"code", "message"}}; gateways send HTML, JSON of another form or
 * nothing.
 *
 * @param status the status in the body, or {@code null} if it has no integer status
 * @param code the code in the body, which errors of the token endpoint have, or
 * {@code null}
 * @param message the message in the body, without its quotes from the request, or
 * {@code null}
 * @param isOfService {@code true} if the body has the form of the service's own errors
 * @param isAny {@code true} if the body reports an error in this or another form
 */
record ServiceError(@Nullable Integer status, @Nullable Integer code, @Nullable String message, boolean isOfService,
		boolean isAny) {

	/** The content of a body that reports no error or is unknown. */
	static final ServiceError NONE = new ServiceError(null, null, null, false, false);

	/**
	 * The message of the only error of the service that has neither status nor code: the
	 * response to a request without a {@code User-Agent}.
	 */
	static final String WITHOUT_USER_AGENT = "Unauthorized";

	private static final ObjectReader READER = WireJson.reader(JsonNode.class);

	private static final int LONGEST_BODY = 64 * 1024;

	private static final int LONGEST_MESSAGE = 300;

	/** The words after which the service quotes the result of a function. */
	private static final Pattern QUOTE = Pattern.compile("json string|invalid function result",
			Pattern.CASE_INSENSITIVE);

	/** Returns whether a body may be an error of the service, without parsing it. */
	static boolean mayBe(ResponseBody body) {
		return body.length() <= LONGEST_BODY && isJson(body);
	}

	/** Returns whether a body begins like a JSON object or array, well-formed or not. */
	static boolean isJson(ResponseBody body) {
		int first = body.firstByte((character) -> !Character.isWhitespace(character));
		return first == '{' || first == '[';
	}

	/** Reads an error body of the API. */
	static ServiceError of(ResponseBody body, SentSecrets secrets) {
		return of(body, secrets, false);
	}

	/**
	 * Reads an error body.
	 * @param ofTokenEndpoint whether it is from the token endpoint, whose errors have a
	 * code
	 * @return its content, or {@link #NONE} if it is not a JSON object
	 */
	static ServiceError of(ResponseBody body, SentSecrets secrets, boolean ofTokenEndpoint) {
		if (!mayBe(body)) {
			return NONE;
		}
		try {
			JsonNode tree = READER.readValue(body.stream());
			return (tree != null && tree.isObject()) ? of(tree, secrets, ofTokenEndpoint) : NONE;
		}
		catch (JacksonException ex) {
			return NONE;
		}
	}

	private static ServiceError of(JsonNode tree, SentSecrets secrets, boolean ofTokenEndpoint) {
		JsonNode status = tree.path("status");
		Integer number = (status.isIntegralNumber() && status.canConvertToInt()) ? Integer.valueOf(status.intValue())
				: null;
		Integer code = tree.path("code").asIntOpt().isPresent() ? Integer.valueOf(tree.path("code").asInt()) : null;
		String message = tree.path("message").isString() ? tree.path("message").stringValue() : null;
		boolean own = message != null && !tree.hasNonNull("error")
				&& (number != null || (ofTokenEndpoint && code != null) || message.equals(WITHOUT_USER_AGENT));
		boolean any = tree.hasNonNull("status") || tree.hasNonNull("message") || tree.hasNonNull("error");
		return new ServiceError(number, code, withoutQuotes(message, secrets), own, any);
	}

	private static @Nullable String withoutQuotes(@Nullable String message, SentSecrets secrets) {
		if (message == null || message.isBlank()) {
			return null;
		}
		// before the message is shortened: half a key is secret too
		String words = secrets.blottedThoroughly(message.strip());
		Matcher quote = QUOTE.matcher(words);
		if (quote.find()) {
			words = words.substring(0, quote.end()) + " …";
		}
		return (words.length() > LONGEST_MESSAGE) ? words.substring(0, LONGEST_MESSAGE) + "…" : words;
	}

}
