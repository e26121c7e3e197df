package io.github.gigachat.emulator;

/**
 * An exchange that the client left before the response was complete.
 * 
 * @param request the request of the exchange
 * @param kind the way in which the client left
 */
public record ClientDeparture(RecordedRequest request, Kind kind) {

	/**
	 * The way in which a client leaves an exchange.
	 */
	public enum Kind {

		/** The connection was closed or reset. */
		CONNECTION_CLOSED,
		/** The HTTP/2 stream was reset; the connection stays open. */
		STREAM_RESET

	}

}
