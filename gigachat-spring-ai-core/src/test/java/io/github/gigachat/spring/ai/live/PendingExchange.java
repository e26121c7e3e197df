package io.github.gigachat.spring.ai.live;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Request;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Response;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is under way. Its result is the recorded exchange, or null if no whole
 * answer came.
 */
final class PendingExchange {

	private final HttpRequest request;

	private final String requestBody;

	private final Recorder recorder;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private final CompletableFuture<@Nullable Exchange> result = new CompletableFuture<>();

	private volatile int status;

	private volatile HttpHeaders headers = HttpHeaders.of(Map.of(), (name, value) -> true);

	PendingExchange(HttpRequest request, Recorder recorder) {
		this.request = request;
		this.recorder = recorder;
		this.requestBody = body(request);
	}

	CompletableFuture<@Nullable Exchange> result() {
		return this.result;
	}

	/** The body as it came, for the probes; it is never written. */
	String answer() {
		return this.received.toString(StandardCharsets.UTF_8);
	}

	void head(HttpResponse.ResponseInfo info) {
		this.status = info.statusCode();
		this.headers = info.headers();
	}

	void received(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			this.received.writeBytes(bytes);
		}
	}

	void failed() {
		this.result.complete(null);
	}

	/** The answer is whole, or its reader has all that it needs. */
	void ended() {
		if (!this.result.isDone()) {
			this.result.complete(recorded());
		}
	}

	private Exchange recorded() {
		Redaction redaction = this.recorder.redaction();
		String body = answer();
		redaction.learn(this.request.headers().map(), "");
		redaction.learn(this.headers.map(), body);
		Request asked = new Request(this.request.method(), redaction.text(this.request.uri().toString()),
				redaction.headers(this.request.headers().map()), redaction.text(this.requestBody));
		boolean tokens = Recorder.isTokens(this.request.uri());
		Exchange exchange = new Exchange(
				tokens ? new Request(asked.method(), asked.uri(), asked.headers(), "scope=REDACTED") : asked,
				new Response(this.status, redaction.headers(this.headers.map()),
						tokens ? redaction.tokenAnswer(body) : redaction.text(body)));
		this.recorder.ended(exchange);
		return exchange;
	}

	/**
	 * Reads the body that will be sent. The parts of a form are binary, and a form's
	 * boundary is never the same: it is told of by its length.
	 */
	private static String body(HttpRequest request) {
		HttpRequest.BodyPublisher publisher = request.bodyPublisher().orElse(null);
		if (publisher == null || publisher.contentLength() == 0) {
			return "";
		}
		if (request.headers().firstValue("Content-Type").orElse("").startsWith("multipart/")) {
			return "a form of " + publisher.contentLength() + " bytes, not recorded";
		}
		HttpResponse.BodySubscriber<byte[]> collected = HttpResponse.BodySubscribers.ofByteArray();
		publisher.subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				collected.onSubscribe(subscription);
			}

			@Override
			public void onNext(ByteBuffer item) {
				collected.onNext(List.of(item));
			}

			@Override
			public void onError(Throwable failure) {
				collected.onError(failure);
			}

			@Override
			public void onComplete() {
				collected.onComplete();
			}

		});
		return new String(collected.getBody().toCompletableFuture().join(), StandardCharsets.UTF_8);
	}

}
