package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpHeaders;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param status the HTTP status code
 * @param headers the response headers
 */
public record ResponseHead(int status, HttpHeaders headers) {

	/**
	 * The first value of a header.
	 * @param name the header's name, in any case
	 * @return its first value, or {@code null} if the response has no such header
	 */
	public @Nullable String header(String name) {
		return this.headers.firstValue(name).orElse(null);
	}

	/**
	 * The {@code Content-Type} as it came.
	 * @return the header's value with its parameters, or {@code null} if there is none
	 */
	public @Nullable String contentType() {
		return header("Content-Type");
	}

	/**
	 * The media type of the body.
	 * @return the {@code Content-Type} in lower case and without parameters, or
	 * {@code null} if there is none
	 */
	public @Nullable String mediaType() {
		String value = contentType();
		if (value == null) {
			return null;
		}
		int parameters = value.indexOf(';');
		return ((parameters < 0) ? value : value.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
	}

	/**
	 * How the body is compressed, which no request of the transport asks for and which it
	 * does not undo.
	 * @return the {@code Content-Encoding} in lower case, or {@code null} if the body is
	 * as it is
	 */
	public @Nullable String contentEncoding() {
		String value = header("Content-Encoding");
		if (value == null || value.isBlank() || value.trim().equalsIgnoreCase("identity")) {
			return null;
		}
		return value.trim().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether the status is one of 200 to 299.
	 * @return {@code true} for a success
	 */
	public boolean isSuccessful() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * The announced length of the body in bytes; -1 when there is none or it is not a
	 * number.
	 */
	long contentLength() {
		String value = header("Content-Length");
		if (value == null) {
			return -1;
		}
		try {
			return Long.parseLong(value.trim());
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * Describes the head without header values.
	 * @return the status and the names of the headers
	 */
	@Override
	public String toString() {
		return "ResponseHead[status=" + this.status + ", headers=" + this.headers.map().keySet() + "]";
	}

}
