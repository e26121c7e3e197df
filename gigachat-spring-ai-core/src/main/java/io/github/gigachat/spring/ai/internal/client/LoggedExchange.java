package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;

import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.apache.commons.logging.Log;

/**
 * Logs the bodies of one exchange, each in one line.
 */
final class LoggedExchange {

	private final Log log;

	private final String name;

	private final SentSecrets secrets;

	/**
	 * Creates the exchange.
	 * @param log the log
	 * @param name the prefix of the lines
	 * @param secrets the secrets to mask
	 */
	LoggedExchange(Log log, String name, SentSecrets secrets) {
		this.log = log;
		this.name = name;
		this.secrets = secrets;
	}

	void request(String body) {
		show("request", body);
	}

	void answer(TransportResponse response) {
		show("answer " + response.head().status(), new String(response.body(), StandardCharsets.UTF_8));
	}

	void event(byte[] data, int offset, int length) {
		show("event", new String(data, offset, length, StandardCharsets.UTF_8));
	}

	private void show(String what, String body) {
		// one line: a body must not be able to forge another line of the log
		String shown = this.secrets.blotted(body).replace("\r", "\\r").replace("\n", "\\n");
		this.log.trace(this.name + " " + what + ": " + shown);
	}

}
