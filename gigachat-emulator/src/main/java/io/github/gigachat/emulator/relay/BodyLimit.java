package io.github.gigachat.emulator.relay;

/**
 * A place inside a response's body at which something happens.
 *
 * @param unit what is counted
 * @param count how many of them pass before
 * @param action what happens then
 */
public record BodyLimit(Unit unit, int count, Action action) {

	/**
	 * Checks the count.
	 * @param unit what is counted
	 * @param count how many of them pass before
	 * @param action what happens then
	 */
	public BodyLimit {
		if (count < 0) {
			throw new IllegalArgumentException("A body cannot end after " + count + " " + unit + ".");
		}
	}

	/**
	 * A place counted in events, each of which ends with an empty line.
	 * @param count how many events pass before
	 * @param action what happens then
	 * @return the limit
	 */
	public static BodyLimit afterEvents(int count, Action action) {
		return new BodyLimit(Unit.EVENTS, count, action);
	}

	/**
	 * A place counted in bytes of the body.
	 * @param count how many bytes pass before
	 * @param action what happens then
	 * @return the limit
	 */
	public static BodyLimit afterBytes(int count, Action action) {
		return new BodyLimit(Unit.BYTES, count, action);
	}

	/**
	 * What is counted.
	 */
	public enum Unit {

		/** Events of an event stream. */
		EVENTS,
		/** Bytes of the body. */
		BYTES

	}

	/**
	 * What happens at a limit.
	 */
	public enum Action {

		/** Silence until the hold is let go. */
		HOLD,
		/** The connection ends in order; over HTTP/2 the stream is reset. */
		CUT,
		/** The connection is reset; over HTTP/2 the stream is. */
		RESET,
		/** The body ends properly. */
		END

	}

}
