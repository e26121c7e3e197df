package io.github.gigachat.spring.ai.internal.client;

import java.util.function.Consumer;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

/**
 * Logs the events of a stream and delegates to another handler.
 *
 * @param <T> the type of the elements
 */
final class LoggedStreamHandler<T> implements StreamHandler<T> {

	private final LoggedExchange log;

	private final StreamHandler<T> handler;

	LoggedStreamHandler(LoggedExchange log, StreamHandler<T> handler) {
		this.log = log;
		this.handler = handler;
	}

	@Override
	public boolean isRaw() {
		return this.handler.isRaw();
	}

	@Override
	public boolean isDelivery(T element) {
		return this.handler.isDelivery(element);
	}

	@Override
	public StreamReader<T> open(ResponseHead head) {
		return new LoggedReader<>(this.log, this.handler.open(head));
	}

	@Override
	public Throwable refused(TransportResponse response) {
		this.log.answer(response);
		return this.handler.refused(response);
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		return this.handler.failed(failure, head);
	}

	/**
	 * Logs each event and delegates to another reader.
	 *
	 * @param log the log of the exchange
	 * @param reader the other reader
	 * @param <T> the type of the elements
	 */
	private record LoggedReader<T>(LoggedExchange log, StreamReader<T> reader) implements StreamReader<T> {

		@Override
		public void onEvent(@Nullable String eventName, byte[] data, int offset, int length, Consumer<? super T> out) {
			this.log.event(data, offset, length);
			this.reader.onEvent(eventName, data, offset, length, out);
		}

		@Override
		public void onEnd(Consumer<? super T> out) {
			this.reader.onEnd(out);
		}

		@Override
		public boolean isComplete() {
			return this.reader.isComplete();
		}

		@Override
		public boolean isClosed() {
			return this.reader.isClosed();
		}

	}

}
