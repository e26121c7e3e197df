package io.github.gigachat.emulator.relay;

/**
 * The position inside a response body at which a fault happens.
 *
 * @param unit the unit of the count
 * @param count the number of units that pass before
 * @param action the fault
 */
public record BodyLimit(Unit unit, int count, Action action) {

	public BodyLimit {
		if (count < 0) {
			throw new IllegalArgumentException(
					"The number of " + unit + " must not be negative, but is " + count + ".");
		}
	}

	/** Counts events, each of which ends with an empty line. */
	public static BodyLimit afterEvents(int count, Action action) {
		return new BodyLimit(Unit.EVENTS, count, action);
	}

	public static BodyLimit afterBytes(int count, Action action) {
		return new BodyLimit(Unit.BYTES, count, action);
	}

	/**
	 * The unit of a limit.
	 */
	public enum Unit {

		/** Events of an event stream. */
		EVENTS,
		/** Bytes of the body. */
		BYTES

	}

	/**
	 * The fault at a limit.
	 */
	public enum Action {

		/** Silence until the hold is released. */
		HOLD,
		/** The connection closes in order; with HTTP/2 the stream is reset. */
		CUT,
		/** The connection is reset; with HTTP/2 only the stream. */
		RESET,
		/** The body ends properly. */
		END

	}

}
