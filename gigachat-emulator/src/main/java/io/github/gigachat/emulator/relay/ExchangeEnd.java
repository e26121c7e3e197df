package io.github.gigachat.emulator.relay;

/**
 * How an exchange came to its end.
 */
public enum ExchangeEnd {

	/** The whole response is on its way. */
	ANSWERED,
	/** The relay cut or reset it, or was closed. */
	BROKEN,
	/** The client closed or reset the connection. */
	CLIENT_CLOSED,
	/** The client reset the HTTP/2 stream. */
	CLIENT_RESET

}
