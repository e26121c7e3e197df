package io.github.gigachat.spring.ai.live;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Sends by another client and records what goes out and what comes in, so that TLS and
 * the version of HTTP stay those of the provider.
 */
final class RecordingHttpClient extends HttpClient {

	private final HttpClient client;

	private final Recorder recorder;

	RecordingHttpClient(HttpClient client, Recorder recorder) {
		this.client = client;
		this.recorder = recorder;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
			throws IOException, InterruptedException {
		PendingExchange exchange = this.recorder.begin(request);
		try {
			HttpResponse<T> response = this.client.send(request, recording(handler, exchange));
			exchange.ended();
			return response;
		}
		finally {
			exchange.failed();
		}
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		PendingExchange exchange = this.recorder.begin(request);
		CompletableFuture<HttpResponse<T>> sent = this.client.sendAsync(request, recording(handler, exchange));
		CompletableFuture<?> unused = sent.whenComplete((response, failure) -> {
			if (failure != null) {
				exchange.failed();
			}
		});
		return sent;
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler,
			HttpResponse.PushPromiseHandler<T> pushes) {
		return sendAsync(request, handler);
	}

	private static <T> HttpResponse.BodyHandler<T> recording(HttpResponse.BodyHandler<T> handler,
			PendingExchange exchange) {
		return (info) -> {
			exchange.head(info);
			return new RecordingSubscriber<>(handler.apply(info), exchange);
		};
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.client.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.client.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.client.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.client.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.client.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.client.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.client.authenticator();
	}

	@Override
	public Version version() {
		return this.client.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.client.executor();
	}

	/**
	 * Copies the bytes of a body on their way to the provider.
	 */
	private record RecordingSubscriber<T>(HttpResponse.BodySubscriber<T> subscriber,
			PendingExchange exchange) implements HttpResponse.BodySubscriber<T> {

		@Override
		public CompletionStage<T> getBody() {
			return this.subscriber.getBody();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscription.request(n);
				}

				@Override
				public void cancel() {
					// the reader of a stream leaves once it has the last event
					RecordingSubscriber.this.exchange.ended();
					subscription.cancel();
				}

			});
		}

		@Override
		public void onNext(List<ByteBuffer> item) {
			this.exchange.received(item);
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.exchange.failed();
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.exchange.ended();
			this.subscriber.onComplete();
		}

	}

}
