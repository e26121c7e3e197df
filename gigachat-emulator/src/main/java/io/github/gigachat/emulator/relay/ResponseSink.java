package io.github.gigachat.emulator.relay;

import java.io.IOException;

/**
 * The client's side of an exchange. All methods fail if the client has left.
 */
interface ResponseSink {

	void head(byte[] head) throws IOException;

	/** Sends a range of bytes of the body with a separate write. */
	void piece(byte[] bytes, int from, int to) throws IOException;

	/** Ends the body properly. */
	void end() throws IOException;

	/** Ends the exchange inside the body. */
	void cut() throws IOException;

	void reset() throws IOException;

	/** Closes the client's connection in order. */
	void close() throws IOException;

}
