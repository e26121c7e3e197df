package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP response of the emulator, ready to be sent.
 *
 * @param status the HTTP status
 * @param contentType the content type
 * @param body the body
 * @param headers further headers
 * @param delay how long to wait before the first byte
 */
record Reply(int status, String contentType, String body, Map<String, String> headers, Duration delay) {

	static final String JSON = "application/json; charset=utf-8";

	static final String EVENT_STREAM = "text/event-stream";

	static Reply json(int status, Object body) {
		return of(status, JSON, Json.write(body));
	}

	static Reply of(int status, String contentType, String body) {
		return new Reply(status, contentType, body, Map.of(), Duration.ZERO);
	}

	Reply withHeaders(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new Reply(this.status, this.contentType, this.body, all, this.delay);
	}

	Reply withDelay(Duration delay) {
		return new Reply(this.status, this.contentType, this.body, this.headers, delay);
	}

	boolean isEventStream() {
		return this.contentType.startsWith(EVENT_STREAM);
	}

}
