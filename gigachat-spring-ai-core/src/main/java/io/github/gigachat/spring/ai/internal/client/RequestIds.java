package io.github.gigachat.spring.ai.internal.client;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;

/**
 * Ids of requests and responses. Requests are sent with random UUIDs of version 4.
 */
public final class RequestIds {

	private static final long VERSION_BITS = 0xF000L;

	private static final long VERSION_4 = 0x4000L;

	private RequestIds() {
	}

	/** Returns the id of a response: the one in its headers, else that of the request. */
	static String of(ResponseHead head, String sentId) {
		String given = head.header("x-request-id");
		return (given != null) ? given : sentId;
	}

	public static String next() {
		// UUID.randomUUID() may read a file, which would block an event loop
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
		long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
		return new UUID(high, low).toString();
	}

}
