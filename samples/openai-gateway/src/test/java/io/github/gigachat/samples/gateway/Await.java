package io.github.gigachat.samples.gateway;

import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;

/**
 * Waits for requests at the emulator.
 */
final class Await {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private Await() {
	}

	/**
	 * Waits for a request for a chat. Others, such as one for a token, may precede it.
	 */
	static void chat(GigaChatEmulator gigachat) {
		request(gigachat, Endpoint.CHAT);
	}

	/** Waits for a request to an endpoint. */
	static void request(GigaChatEmulator gigachat, Endpoint endpoint) {
		requests(gigachat, 1, endpoint);
	}

	/** Waits for a number of requests to an endpoint. */
	static void requests(GigaChatEmulator gigachat, int count, Endpoint endpoint) {
		int known = gigachat.requests().size();
		while (gigachat.requests().stream().map(RecordedRequest::endpoint).filter(endpoint::equals).count() < count) {
			known = gigachat.awaitRequests(known + 1, TIMEOUT).size();
		}
	}

}
