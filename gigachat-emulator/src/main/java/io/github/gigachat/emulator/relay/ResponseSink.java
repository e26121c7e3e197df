package io.github.gigachat.emulator.relay;

import java.io.IOException;

/**
 * The client's end of one exchange, in the terms of its protocol.
 */
interface ResponseSink {

	/**
	 * Sends the head.
	 * @param head the head's bytes
	 * @throws IOException when the client is gone
	 */
	void head(byte[] head) throws IOException;

	/**
	 * Sends a piece of the body with a write of its own.
	 * @param bytes holds the piece
	 * @param from where the piece begins
	 * @param to where it ends
	 * @throws IOException when the client is gone
	 */
	void piece(byte[] bytes, int from, int to) throws IOException;

	/**
	 * Ends the body properly.
	 * @throws IOException when the client is gone
	 */
	void end() throws IOException;

	/**
	 * Ends the exchange inside the body.
	 * @throws IOException when the client is gone
	 */
	void cut() throws IOException;

	/**
	 * Resets the exchange.
	 * @throws IOException when the client is gone
	 */
	void reset() throws IOException;

	/**
	 * Closes the client's connection in order.
	 * @throws IOException when the client is gone
	 */
	void close() throws IOException;

}
