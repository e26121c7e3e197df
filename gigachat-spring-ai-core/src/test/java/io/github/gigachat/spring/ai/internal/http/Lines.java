package io.github.gigachat.spring.ai.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A handler whose elements are the events themselves, as {@code name|data}: {@code done}
 * is the terminal event, {@code [DONE]} closes, {@code bad} is refused.
 */
final class Lines implements StreamHandler<String> {

	final CompletableFuture<TransportException> failure = new CompletableFuture<>();

	final CompletableFuture<TransportResponse> refusal = new CompletableFuture<>();

	@Override
	public StreamReader<String> open(ResponseHead head) {
		return new Reader();
	}

	@Override
	public Throwable refused(TransportResponse response) {
		this.refusal.complete(response);
		return new IllegalStateException("refused with " + response.head().status());
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		this.failure.complete(failure);
		return new Failed(failure.kind(), failure);
	}

	/**
	 * What a subscriber sees of a failure.
	 */
	static final class Failed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final TransportException.Kind kind;

		private Failed(TransportException.Kind kind, Throwable cause) {
			super(cause);
			this.kind = kind;
		}

		TransportException.Kind kind() {
			return this.kind;
		}

	}

	/**
	 * Reads one stream.
	 */
	private static final class Reader implements StreamReader<String> {

		private boolean complete;

		private boolean closed;

		@Override
		public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
				Consumer<? super String> out) {
			String text = new String(data, offset, length, StandardCharsets.UTF_8);
			switch (text) {
				case "[DONE]" -> {
					this.complete = true;
					this.closed = true;
				}
				case "bad" -> throw new IllegalArgumentException("malformed");
				default -> {
					this.complete |= "done".equals(text);
					out.accept((eventName != null) ? eventName + "|" + text : text);
				}
			}
		}

		@Override
		public void onEnd(Consumer<? super String> out) {
			if (!this.complete) {
				throw new IllegalStateException("no terminal event");
			}
		}

		@Override
		public boolean isComplete() {
			return this.complete;
		}

		@Override
		public boolean isClosed() {
			return this.closed;
		}

	}

}
