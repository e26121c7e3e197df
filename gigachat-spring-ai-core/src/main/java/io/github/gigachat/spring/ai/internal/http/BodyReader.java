package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Receives the body of one streamed response. Calls are in order and never concurrent.
 */
interface BodyReader {

	/**
	 * Receives the next bytes in buffers that the reader may keep.
	 */
	void data(List<ByteBuffer> buffers);

	/**
	 * Receives the regular end of the body.
	 */
	void end();

	/**
	 * Reads the body of an error response, up to a maximum size.
	 */
	final class Refused implements BodyReader {

		/** Exceeds the size of any error message; a longer body is cut. */
		private static final int MAX_LENGTH = 1024 * 1024;

		private final ResponseHead head;

		private final BodyCollector collector;

		private final Consumer<TransportResponse> onRefused;

		Refused(ResponseHead head, int maxResponseSize, Consumer<TransportResponse> onRefused) {
			this.head = head;
			this.collector = new BodyCollector(Math.min(MAX_LENGTH, maxResponseSize));
			this.onRefused = onRefused;
		}

		@Override
		public void data(List<ByteBuffer> buffers) {
			if (!this.collector.add(buffers)) {
				end();
			}
		}

		@Override
		public void end() {
			this.onRefused.accept(new TransportResponse(this.head, this.collector.body()));
		}

	}

}
