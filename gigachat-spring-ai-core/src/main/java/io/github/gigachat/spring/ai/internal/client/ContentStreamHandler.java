package io.github.gigachat.spring.ai.internal.client;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

/** Interprets the response to a request for a file's content: its bytes, or a failure. */
public final class ContentStreamHandler implements StreamHandler<ByteBuffer> {

	private final String sentId;

	private final SentSecrets secrets;

	private final String path;

	/**
	 * Creates the handler of one attempt.
	 * @param path the path of the endpoint, for hints
	 */
	public ContentStreamHandler(String sentId, SentSecrets secrets, String path) {
		this.sentId = sentId;
		this.secrets = secrets;
		this.path = path;
	}

	@Override
	public boolean isRaw() {
		return true;
	}

	@Override
	public StreamReader<ByteBuffer> open(ResponseHead head) {
		ExceptionFactory.refuseEncoded(head, this.sentId);
		return new Pieces();
	}

	@Override
	public Throwable refused(TransportResponse response) {
		return Refusal.ofApi(response, this.sentId, this.secrets, this.path);
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		return ExceptionFactory.transport(failure, this.sentId);
	}

	/** Passes on a copy of each piece, because the buffer is reused. */
	private static final class Pieces implements StreamReader<ByteBuffer> {

		@Override
		public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
				Consumer<? super ByteBuffer> out) {
			out.accept(ByteBuffer.wrap(Arrays.copyOfRange(data, offset, offset + length)));
		}

		@Override
		public void onEnd(Consumer<? super ByteBuffer> out) {
			// every piece was passed on already
		}

		@Override
		public boolean isComplete() {
			return false;
		}

		@Override
		public boolean isClosed() {
			return false;
		}

	}

}
