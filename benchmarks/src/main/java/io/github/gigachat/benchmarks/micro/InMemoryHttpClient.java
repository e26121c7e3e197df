package io.github.gigachat.benchmarks.micro;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * An HTTP client without a network: it reads the body of each request, and answers with
 * ready-made bytes on the calling thread. The provider's own work remains, and allocates
 * the same bytes in each run.
 */
final class InMemoryHttpClient extends HttpClient {

	/** The size of the buffers in which the JDK's client delivers a body. */
	private static final int BUFFER = 16 * 1024;

	private final HttpHeaders headers;

	private final ByteBuffer body;

	/**
	 * Creates a client.
	 * @param contentType the media type of each response
	 * @param body the body of each response
	 */
	InMemoryHttpClient(String contentType, byte[] body) {
		this.headers = HttpHeaders.of(Map.of("content-type", List.of(contentType), "content-length",
				List.of(String.valueOf(body.length)), "x-request-id", List.of("79e41a5f-f180-4c7a-b2d9-393086ae20a1")),
				(name, value) -> true);
		this.body = ByteBuffer.wrap(body).asReadOnlyBuffer();
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		request.bodyPublisher().ifPresent((publisher) -> publisher.subscribe(new Drain()));
		HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Head(this.headers));
		subscriber.onSubscribe(Ignored.SUBSCRIPTION);
		for (int from = 0; from < this.body.limit(); from += BUFFER) {
			subscriber.onNext(List.of(this.body.slice(from, Math.min(BUFFER, this.body.limit() - from))));
		}
		subscriber.onComplete();
		T content = subscriber.getBody().toCompletableFuture().join();
		return new Response<>(request, this.headers, content);
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		return CompletableFuture.completedFuture(send(request, handler));
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler,
			HttpResponse.PushPromiseHandler<T> pushPromiseHandler) {
		return sendAsync(request, handler);
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return Optional.empty();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return Optional.empty();
	}

	@Override
	public Redirect followRedirects() {
		return Redirect.NEVER;
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return Optional.empty();
	}

	@Override
	public SSLContext sslContext() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public SSLParameters sslParameters() {
		return new SSLParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return Optional.empty();
	}

	@Override
	public Version version() {
		return Version.HTTP_1_1;
	}

	@Override
	public Optional<Executor> executor() {
		return Optional.empty();
	}

	/** A subscription of a body that is there already. */
	private enum Ignored implements Flow.Subscription {

		SUBSCRIPTION;

		@Override
		public void request(long demand) {
		}

		@Override
		public void cancel() {
		}

	}

	/** Requests the whole body of a request. */
	private static final class Drain implements Flow.Subscriber<ByteBuffer> {

		private final List<ByteBuffer> received = new ArrayList<>(4);

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(ByteBuffer item) {
			this.received.add(item);
		}

		@Override
		public void onError(Throwable failure) {
			throw new IllegalStateException(failure);
		}

		@Override
		public void onComplete() {
			this.received.clear();
		}

	}

	/**
	 * The head of a response.
	 *
	 * @param headers its headers
	 */
	private record Head(HttpHeaders headers) implements HttpResponse.ResponseInfo {

		@Override
		public int statusCode() {
			return 200;
		}

		@Override
		public Version version() {
			return Version.HTTP_1_1;
		}

	}

	/**
	 * A whole response.
	 *
	 * @param <T> the type of its body
	 * @param request the request
	 * @param headers the headers
	 * @param body the body
	 */
	private record Response<T>(HttpRequest request, HttpHeaders headers, T body) implements HttpResponse<T> {

		@Override
		public int statusCode() {
			return 200;
		}

		@Override
		public Optional<HttpResponse<T>> previousResponse() {
			return Optional.empty();
		}

		@Override
		public Optional<SSLSession> sslSession() {
			return Optional.empty();
		}

		@Override
		public URI uri() {
			return this.request.uri();
		}

		@Override
		public Version version() {
			return Version.HTTP_1_1;
		}

	}

}
