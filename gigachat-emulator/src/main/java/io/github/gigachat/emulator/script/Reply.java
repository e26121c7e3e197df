package io.github.gigachat.emulator.script;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP response of the emulator.
 * 
 * @param status the HTTP status
 * @param contentType the content type
 * @param body the body
 * @param charset the charset of the body; in ISO 8859-1 each character is a byte
 * @param headers further headers
 * @param delay the time before the first byte
 */
public record Reply(int status, String contentType, String body, Charset charset, Map<String, String> headers,
		Duration delay) {

	static final String JSON = "application/json; charset=utf-8";

	public static final String EVENT_STREAM = "text/event-stream";

	public static Reply json(int status, Object body) {
		return of(status, JSON, Json.write(body));
	}

	public static Reply of(int status, String contentType, String body) {
		return new Reply(status, contentType, body, StandardCharsets.UTF_8, Map.of(), Duration.ZERO);
	}

	public static Reply bytes(byte[] content) {
		return new Reply(200, "application/octet-stream", new String(content, StandardCharsets.ISO_8859_1),
				StandardCharsets.ISO_8859_1, Map.of(), Duration.ZERO);
	}

	public Reply withHeaders(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new Reply(this.status, this.contentType, this.body, this.charset, all, this.delay);
	}

	public Reply withDelay(Duration delay) {
		return new Reply(this.status, this.contentType, this.body, this.charset, this.headers, delay);
	}

	public boolean isEventStream() {
		return this.contentType.startsWith(EVENT_STREAM);
	}

}
