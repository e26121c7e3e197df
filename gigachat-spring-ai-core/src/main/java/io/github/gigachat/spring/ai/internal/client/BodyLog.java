package io.github.gigachat.spring.ai.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.SentHeaders;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs the bodies of requests and responses, with their content, at level TRACE. Only
 * JSON requests to the API and their responses are logged: no files, and nothing of the
 * token endpoint. Values of request headers are masked in the bodies, because the error
 * page of a gateway may quote them.
 */
public final class BodyLog {

	/** The documented name of the logger of requests to the service. */
	public static final String LOGGER_NAME = "io.github.gigachat.spring.ai.api";

	private static final Log logger = LogFactory.getLog(LOGGER_NAME);

	private final AtomicLong exchanges = new AtomicLong();

	/**
	 * Logs a request.
	 * @param request the request
	 * @param headers the headers of the request, whose values are masked
	 * @return the log of the exchange, or {@code null} if the exchange is not logged
	 */
	@Nullable Exchange begin(ServiceRequest request, SentHeaders headers) {
		String body = (logger.isTraceEnabled() && request.body() != null) ? request.body().loggedText() : null;
		if (body == null) {
			return null;
		}
		Exchange exchange = new Exchange(
				"#" + this.exchanges.incrementAndGet() + " " + request.method() + " " + request.path(),
				SentSecrets.of(headers));
		exchange.show("request", body);
		return exchange;
	}

	/**
	 * Logs the response of one exchange, each body or event in one line.
	 *
	 * @param name the prefix of the lines
	 * @param secrets the secrets to mask
	 */
	record Exchange(String name, SentSecrets secrets) {

		void answer(TransportResponse response) {
			show("answer " + response.head().status(), new String(response.body(), StandardCharsets.UTF_8));
		}

		/**
		 * Returns a handler that logs the events of a stream and delegates to another
		 * one.
		 */
		<T> StreamHandler<T> logging(StreamHandler<T> handler) {
			return new LoggedHandler<>(this, handler);
		}

		private void show(String what, String body) {
			// one line: a body must not be able to forge another line of the log
			String shown = this.secrets.blotted(body).replace("\r", "\\r").replace("\n", "\\n");
			logger.trace(this.name + " " + what + ": " + shown);
		}

	}

	private record LoggedHandler<T>(Exchange log, StreamHandler<T> handler) implements StreamHandler<T> {

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

	}

	private record LoggedReader<T>(Exchange log, StreamReader<T> reader) implements StreamReader<T> {

		@Override
		public void onEvent(@Nullable String eventName, byte[] data, int offset, int length, Consumer<? super T> out) {
			this.log.show("event", new String(data, offset, length, StandardCharsets.UTF_8));
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
