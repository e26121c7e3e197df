package io.github.gigachat.emulator.relay;

/**
 * The reason for the end of an exchange.
 */
public enum ExchangeEnd {

	/** The whole response was sent. */
	ANSWERED,
	/** The relay cut or reset the exchange, or was closed. */
	BROKEN,
	/** The client closed or reset the connection. */
	CLIENT_CLOSED,
	/** The client reset the HTTP/2 stream. */
	CLIENT_RESET

}
