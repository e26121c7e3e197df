package io.github.gigachat.samples.gateway.web;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of the bodies of all requests in memory.
 */
final class BodyMemory {

	private final long max;

	private final AtomicLong used = new AtomicLong();

	/**
	 * Creates an empty memory.
	 * @param max the maximum number of bytes
	 */
	BodyMemory(long max) {
		this.max = max;
	}

	/** Returns the share of a new request. */
	Share share() {
		return new Share();
	}

	/**
	 * The bytes of one request. They may be taken and released on different threads: a
	 * client may leave while its body is being read.
	 */
	final class Share {

		private static final long RELEASED = -1;

		private final AtomicLong own = new AtomicLong();

		/** Takes bytes, unless there is no room for them or the share was released. */
		boolean take(long bytes) {
			if (BodyMemory.this.used.addAndGet(bytes) <= BodyMemory.this.max
					&& this.own.updateAndGet((own) -> (own == RELEASED) ? RELEASED : own + bytes) != RELEASED) {
				return true;
			}
			BodyMemory.this.used.addAndGet(-bytes);
			return false;
		}

		/** Releases all bytes of the request, for good. */
		void release() {
			long own = this.own.getAndSet(RELEASED);
			if (own != RELEASED) {
				BodyMemory.this.used.addAndGet(-own);
			}
		}

	}

}
