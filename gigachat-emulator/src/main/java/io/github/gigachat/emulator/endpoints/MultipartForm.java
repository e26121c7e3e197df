package io.github.gigachat.emulator.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a {@code multipart/form-data} body (RFC 7578). A malformed body is
 * refused with 400.
 */
final class MultipartForm {

	private static final Pattern BOUNDARY = Pattern
		.compile("(?i)multipart/form-data\\s*;\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))");

	private static final Pattern PARAMETER = Pattern.compile("; (name|filename)=\"([^\"]*)\"");

	private final Map<String, Part> parts = new LinkedHashMap<>();

	private MultipartForm() {
	}

	/** Reads the body of a request, in which each character is a byte. */
	static MultipartForm parse(RecordedRequest request) {
		String type = request.header("Content-Type");
		Matcher boundary = BOUNDARY.matcher((type != null) ? type : "");
		if (!boundary.find()) {
			throw refusal("The body is not multipart/form-data with a boundary");
		}
		String name = (boundary.group(1) != null) ? boundary.group(1) : boundary.group(2);
		MultipartForm form = new MultipartForm();
		form.read(request.body(), "--" + name);
		return form;
	}

	private void read(String body, String delimiter) {
		if (!body.startsWith(delimiter + "\r\n")) {
			throw refusal("The form does not begin with its boundary");
		}
		int from = delimiter.length() + 2;
		while (true) {
			int end = body.indexOf("\r\n" + delimiter, from);
			int headEnd = body.indexOf("\r\n\r\n", from);
			if (end < 0 || headEnd < 0 || headEnd > end) {
				throw refusal("A part of the form has no end, or no head");
			}
			add(body.substring(from, headEnd), body, headEnd + 4, end);
			from = end + 2 + delimiter.length();
			if (body.startsWith("--", from)) {
				return;
			}
			if (!body.startsWith("\r\n", from)) {
				throw refusal("A boundary of the form is not a line");
			}
			from += 2;
		}
	}

	private void add(String head, String body, int from, int end) {
		String name = null;
		String fileName = null;
		String type = null;
		for (String line : utf8(head).split("\r\n", -1)) {
			String lower = line.toLowerCase(Locale.ROOT);
			if (lower.startsWith("content-disposition: form-data")) {
				Matcher parameter = PARAMETER.matcher(line);
				while (parameter.find()) {
					String value = unescaped(parameter.group(2));
					name = parameter.group(1).equals("name") ? value : name;
					fileName = parameter.group(1).equals("filename") ? value : fileName;
				}
			}
			else if (lower.startsWith("content-type: ")) {
				type = line.substring("content-type: ".length());
			}
			else {
				throw refusal("A part of the form has a header that a form has not");
			}
		}
		if (name == null || this.parts.put(name, new Part(fileName, type, body, from, end)) != null) {
			throw refusal("A part of the form has no name of its own");
		}
	}

	private static String utf8(String bytes) {
		return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

	private static String unescaped(String name) {
		return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
	}

	private static Refusal refusal(String words) {
		return new Refusal(400, words);
	}

	@Nullable Part part(String name) {
		return this.parts.get(name);
	}

	/**
	 * A part of a form.
	 * 
	 * @param fileName the file name, or null
	 * @param type the content type, or null
	 * @param body the whole form
	 * @param from the start of the content
	 * @param end the end of the content
	 */
	record Part(@Nullable String fileName, @Nullable String type, String body, int from, int end) {

		byte[] bytes() {
			return this.body.substring(this.from, this.end).getBytes(StandardCharsets.ISO_8859_1);
		}

		String text() {
			return new String(bytes(), StandardCharsets.UTF_8);
		}

	}

}
