package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Creates JDK HTTP requests from transport requests.
 */
final class Requests {

	private Requests() {
	}

	/**
	 * Creates a builder with everything but the trace headers, which the observation
	 * adds.
	 * @throws IllegalArgumentException if a header cannot be sent
	 */
	static HttpRequest.Builder builder(TransportRequest request, Watchdog watchdog) {
		HttpRequest.BodyPublisher body = request.body();
		HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
			.method(request.method(),
					(body != null) ? new ProgressBody(body, watchdog) : HttpRequest.BodyPublishers.noBody());
		if ("http".equalsIgnoreCase(request.uri().getScheme())) {
			// otherwise the client offers h2c with every request, which proxies refuse
			builder.version(HttpClient.Version.HTTP_1_1);
		}
		request.headers().forEach((name, value) -> setHeader(builder, name, value));
		return builder;
	}

	private static void setHeader(HttpRequest.Builder builder, String name, String value) {
		boolean refused = false;
		try {
			builder.setHeader(name, value);
		}
		catch (IllegalArgumentException ex) {
			// the client's exception contains the value, so it does not become the cause
			refused = true;
		}
		if (refused) {
			throw new IllegalArgumentException("The header '" + printable(name)
					+ "' cannot be sent: its name or value has a character that HTTP does not allow, or it is the client's own");
		}
	}

	private static String printable(String name) {
		return name.codePoints()
			.map((character) -> (character > ' ' && character < 127) ? character : '?')
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	/**
	 * A request body whose sending counts as activity for the read timeout, because the
	 * server sends nothing during a long upload.
	 */
	private record ProgressBody(HttpRequest.BodyPublisher body,
			Watchdog watchdog) implements HttpRequest.BodyPublisher {

		@Override
		public long contentLength() {
			return this.body.contentLength();
		}

		@Override
		public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
			this.body.subscribe(new ProgressSubscriber(subscriber, this.watchdog));
		}

	}

	/**
	 * Delegates every signal and reports activity to the watchdog.
	 */
	private record ProgressSubscriber(Flow.Subscriber<? super ByteBuffer> subscriber,
			Watchdog watchdog) implements Flow.Subscriber<ByteBuffer> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.watchdog.touch();
			this.subscriber.onNext(buffer);
		}

		@Override
		public void onError(Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.watchdog.touch();
			this.subscriber.onComplete();
		}

	}

}
