package io.github.gigachat.emulator.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.gigachat.emulator.RecordedRequest;

/**
 * Reads one field of a form.
 */
final class FormBody {

	private FormBody() {
	}

	/**
	 * Reads a field.
	 * @param request the request
	 * @param field the field's name
	 * @return the value, empty when there is none or the body is not a form
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
