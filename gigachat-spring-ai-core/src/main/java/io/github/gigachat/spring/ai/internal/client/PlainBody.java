package io.github.gigachat.spring.ai.internal.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Bytes as the body of a request. They are not logged, even if body logging is on.
 */
public sealed class PlainBody implements ServiceBody permits JsonBody {

	private final String contentType;

	private final BodyPublisher publisher;

	/**
	 * Creates the body.
	 * @param contentType the {@code Content-Type}
	 * @param bytes the bytes
	 */
	public PlainBody(String contentType, byte[] bytes) {
		this.contentType = contentType;
		this.publisher = BodyPublishers.ofByteArray(bytes);
	}

	@Override
	public String contentType() {
		return this.contentType;
	}

	@Override
	public long contentLength() {
		return this.publisher.contentLength();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.publisher.subscribe(subscriber);
	}

}
