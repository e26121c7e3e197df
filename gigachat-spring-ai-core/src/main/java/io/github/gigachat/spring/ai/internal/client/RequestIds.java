package io.github.gigachat.spring.ai.internal.client;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;

/**
 * The ids of requests and answers. Those that requests are sent with are random UUIDs of
 * version 4, made on any thread.
 */
public final class RequestIds {

	private static final long VERSION_BITS = 0xF000L;

	private static final long VERSION_4 = 0x4000L;

	private RequestIds() {
	}

	/** The id of an answer: the service's, or the one that was sent. */
	static String of(ResponseHead head, String sentId) {
		String given = head.header("x-request-id");
		return (given != null) ? given : sentId;
	}

	public static String next() {
		// UUID.randomUUID() reads a file now and then, which an event loop must not
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
		long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
		return new UUID(high, low).toString();
	}

}
