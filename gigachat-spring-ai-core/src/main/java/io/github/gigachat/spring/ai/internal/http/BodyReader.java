package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Receives the body of one streamed response. Calls are in order and never concurrent.
 */
interface BodyReader {

	/**
	 * Receives the next bytes, which are valid only during the call.
	 */
	void data(List<ByteBuffer> buffers);

	/**
	 * Receives the regular end of the body.
	 */
	void end();

}
