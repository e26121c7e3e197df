package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpHeaders;
import java.util.List;
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
	 * Returns the first value of a header.
	 * @param name the header's name, in any case
	 * @return the first value, or {@code null} if the response has no such header
	 */
	public @Nullable String header(String name) {
		// the map ignores case; HttpHeaders.firstValue would create a stream
		List<String> values = this.headers.map().get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Returns the {@code Content-Type} unchanged.
	 * @return the header's value with its parameters, or {@code null} if there is none
	 */
	public @Nullable String contentType() {
		return header("Content-Type");
	}

	/**
	 * Returns the media type of the body.
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
	 * Returns the compression of the body. The transport neither requests compression nor
	 * decompresses.
	 * @return the {@code Content-Encoding} in lower case, or {@code null} if the body is
	 * not encoded
	 */
	public @Nullable String contentEncoding() {
		String value = header("Content-Encoding");
		if (value == null || value.isBlank() || value.trim().equalsIgnoreCase("identity")) {
			return null;
		}
		return value.trim().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns whether the status is between 200 and 299.
	 */
	public boolean isSuccessful() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Returns the {@code Content-Length} in bytes, or -1 if it is absent or not a number.
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
	 * Returns the status and the names of the headers, without their values.
	 */
	@Override
	public String toString() {
		return "ResponseHead[status=" + this.status + ", headers=" + this.headers.map().keySet() + "]";
	}

}
