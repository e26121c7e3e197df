package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Reads a whole body into memory, up to a maximum size.
 * <p>
 * The JDK client calls it in order and never concurrently. A longer body is cancelled and
 * fails with {@link BodyTooLargeException}.
 */
final class CollectedBody implements HttpResponse.BodySubscriber<ResponseBody> {

	private final BodyCollector collector;

	private final Watchdog watchdog;

	private final boolean announcedTooLarge;

	private final CompletableFuture<ResponseBody> result = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	CollectedBody(ResponseHead head, int limit, Watchdog watchdog) {
		this.announcedTooLarge = head.contentLength() > limit;
		this.collector = new BodyCollector(limit);
		this.watchdog = watchdog;
	}

	@Override
	public CompletionStage<ResponseBody> getBody() {
		return this.result;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.announcedTooLarge) {
			giveUp(subscription);
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		this.watchdog.touch();
		if (!this.result.isDone() && !this.collector.add(buffers) && this.subscription != null) {
			giveUp(this.subscription);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.result.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.result.complete(this.collector.body());
	}

	private void giveUp(Flow.Subscription subscription) {
		subscription.cancel();
		this.result.completeExceptionally(new BodyTooLargeException());
	}

}
