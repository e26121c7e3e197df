package io.github.gigachat.emulator.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.gigachat.emulator.RecordedRequest;

/**
 * Reads form bodies.
 */
final class FormBody {

	private FormBody() {
	}

	/**
	 * Returns the value of a field, empty if the field is missing or the body is no form.
	 */
	static String field(RecordedRequest request, String field) {
		String type = request.header("Content-Type");
		if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
			return "";
		}
		for (String pair : request.body().split("&", -1)) {
			int equals = pair.indexOf('=');
			if (equals >= 0 && pair.substring(0, equals).equals(field)) {
				return decode(pair.substring(equals + 1));
			}
		}
		return "";
	}

	private static String decode(String value) {
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

}
