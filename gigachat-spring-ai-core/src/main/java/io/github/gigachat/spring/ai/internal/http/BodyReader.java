package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Takes the body of one streamed response, in order, never at the same time.
 */
interface BodyReader {

	/**
	 * Some bytes, valid during the call.
	 */
	void data(List<ByteBuffer> buffers);

	/**
	 * The clean end.
	 */
	void end();

}
