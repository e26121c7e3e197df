package io.github.gigachat.spring.ai.faults;

/**
 * What a request of a storm meets.
 */
enum Fault {

	/** The answer. */
	NONE(0),
	/** 401. */
	UNAUTHORIZED(5),
	/** 429 with {@code Retry-After: 1}. */
	RATE_LIMIT(5),
	/** 500. */
	SERVER(2),
	/** The connection closed in order before the first byte. */
	CLOSED(1),
	/** The connection reset before the first byte. */
	RESET(1);

	/** How many requests of a hundred meet it. */
	private final int percent;

	Fault(int percent) {
		this.percent = percent;
	}

	boolean isCut() {
		return this == CLOSED || this == RESET;
	}

	boolean isTransient() {
		return this == RATE_LIMIT || this == SERVER || isCut();
	}

	/**
	 * The fault of a throw of a die.
	 * @param thrown from 0 to 99
	 */
	static Fault of(int thrown) {
		int left = thrown;
		for (Fault fault : values()) {
			left -= fault.percent;
			if (left < 0) {
				return fault;
			}
		}
		return NONE;
	}

}
