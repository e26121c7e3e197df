package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request body whose sending counts as activity for the read timeout, because the
 * server sends nothing during a long upload.
 */
final class ProgressBody implements HttpRequest.BodyPublisher {

	private final HttpRequest.BodyPublisher body;

	private final Watchdog watchdog;

	ProgressBody(HttpRequest.BodyPublisher body, Watchdog watchdog) {
		this.body = body;
		this.watchdog = watchdog;
	}

	@Override
	public long contentLength() {
		return this.body.contentLength();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.body.subscribe(new ProgressSubscriber(subscriber, this.watchdog));
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
