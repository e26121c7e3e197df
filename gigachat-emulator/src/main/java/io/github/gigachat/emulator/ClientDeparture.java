package io.github.gigachat.emulator;

/**
 * An exchange that the client left before its end.
 *
 * @param request the request of the exchange
 * @param kind how the client left
 */
public record ClientDeparture(RecordedRequest request, Kind kind) {

	/**
	 * How a client leaves.
	 */
	public enum Kind {

		/** The connection was closed or reset. */
		CONNECTION_CLOSED,
		/** The HTTP/2 stream was reset; the connection stays. */
		STREAM_RESET

	}

}
