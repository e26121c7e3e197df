package io.github.gigachat.spring.ai.api;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/**
 * A JSON document as the body of a request. Unlike the bytes of a file it may be shown,
 * where bodies are logged, and so may the answer to it.
 */
final class JsonBody implements ServiceBody {

	private final byte[] json;

	private final BodyPublisher publisher;

	JsonBody(byte[] json) {
		this.json = json;
		this.publisher = BodyPublishers.ofByteArray(json);
	}

	@Override
	public String contentType() {
		return ServiceRequest.JSON;
	}

	@Override
	public long contentLength() {
		return this.publisher.contentLength();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.publisher.subscribe(subscriber);
	}

	String text() {
		return new String(this.json, StandardCharsets.UTF_8);
	}

}
