package io.github.gigachat.spring.ai.faults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A response as it goes over the wire, bad or good.
 */
final class HostileResponse {

	private final String story;

	private final byte[] wire;

	private final End end;

	private final byte @Nullable [] entity;

	private final boolean headIntact;

	/**
	 * Creates the response.
	 * @param story what was done to it
	 * @param wire its bytes
	 * @param end what happens after them
	 * @param entity the body that a client has to make of it; {@code null} when that
	 * cannot be said
	 * @param headIntact whether the status and the content type are the sample's
	 */
	HostileResponse(String story, byte[] wire, End end, byte @Nullable [] entity, boolean headIntact) {
		this.story = story;
		this.wire = wire;
		this.end = end;
		this.entity = entity;
		this.headIntact = headIntact;
	}

	byte[] wire() {
		return this.wire;
	}

	End end() {
		return this.end;
	}

	byte @Nullable [] entity() {
		return this.entity;
	}

	boolean headIntact() {
		return this.headIntact;
	}

	/** Enough of it to see what it was; the seed brings all of it back. */
	@Override
	public String toString() {
		byte[] begin = Arrays.copyOf(this.wire, Math.min(this.wire.length, 2000));
		return this.story + ", then " + this.end + ", " + this.wire.length + " bytes:\n"
				+ new String(begin, StandardCharsets.UTF_8);
	}

	/**
	 * What happens to the connection after the response.
	 */
	enum End {

		/** It waits for the next request. */
		KEEP,
		/** It is closed in order. */
		CLOSE,
		/** It is reset. */
		RESET

	}

}
