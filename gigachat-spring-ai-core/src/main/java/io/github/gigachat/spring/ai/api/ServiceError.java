package io.github.gigachat.spring.ai.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.http.TransportResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What the body of a refusal says, if it says something: the API's {@code {"status",
 * "message"}} or the token endpoint's {@code {"code", "message"}}. Gateways answer with
 * HTML or nothing.
 *
 * @param code the token endpoint's code
 * @param message the service's words
 */
record ServiceError(
		@JsonProperty("code") @JsonDeserialize(using = LenientNumber.OfInteger.class) @Nullable Integer code,
		@JsonProperty("message") @Nullable String message) {

	private static final ServiceError NOTHING = new ServiceError(null, null);

	private static final ObjectReader READER = WireJson.reader(ServiceError.class);

	private static final int LONGEST_BODY = 64 * 1024;

	private static final int LONGEST_MESSAGE = 300;

	/** Behind these words the service quotes the function's result. */
	private static final Pattern QUOTE = Pattern.compile("json string|invalid function result",
			Pattern.CASE_INSENSITIVE);

	static ServiceError of(TransportResponse response, SentSecrets secrets) {
		byte[] body = response.body();
		if (body.length == 0 || body.length > LONGEST_BODY || body[0] == '<') {
			return NOTHING;
		}
		try {
			ServiceError error = READER.readValue(body);
			return (error != null) ? new ServiceError(error.code, withoutQuotes(error.message, secrets)) : NOTHING;
		}
		catch (JacksonException ex) {
			return NOTHING;
		}
	}

	private static @Nullable String withoutQuotes(@Nullable String message, SentSecrets secrets) {
		if (message == null || message.isBlank()) {
			return null;
		}
		// before it is cut short: half a key is a secret, too
		String words = secrets.blottedThoroughly(message.strip());
		Matcher quote = QUOTE.matcher(words);
		if (quote.find()) {
			words = words.substring(0, quote.end()) + " …";
		}
		return (words.length() > LONGEST_MESSAGE) ? words.substring(0, LONGEST_MESSAGE) + "…" : words;
	}

}
