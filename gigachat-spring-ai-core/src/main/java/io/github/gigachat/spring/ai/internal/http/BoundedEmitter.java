package io.github.gigachat.spring.ai.internal.http;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * Delivers the elements of a stream to its subscriber according to the subscriber's
 * demand.
 * <p>
 * Only one thread at a time offers elements; any thread may request, cancel, complete or
 * fail. Invariants: only {@link #delivering} signals the subscriber and polls the queue,
 * so signals neither overlap nor nest. {@link #done} is written once, after
 * {@link #failure}. The buffer is measured in bytes of the events that the elements came
 * from.
 *
 * @param <T> the type of the elements
 */
final class BoundedEmitter<T> implements Subscription {

	private static final int QUEUE_LINK = 32;

	private final CoreSubscriber<? super T> subscriber;

	private final CallScope scope;

	private final long maxBufferedBytes;

	private final Queue<Element<T>> queue = Queues.<Element<T>>unbounded(QUEUE_LINK).get();

	private final AtomicLong requested = new AtomicLong();

	private final AtomicLong bufferedBytes = new AtomicLong();

	private final SerialTask delivering = new SerialTask(this::deliver);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Predicate<? super T> content;

	private final Runnable onCancel;

	private volatile boolean done;

	private volatile boolean cancelled;

	private @Nullable Throwable failure;

	/** The terminal signal was sent. */
	private boolean terminated;

	/**
	 * Creates the emitter of one exchange.
	 * @param scope the call, which records the first delivery
	 * @param maxBufferedBytes the maximum size of the buffered elements in bytes
	 * @param content tests whether an element counts as a delivery
	 * @param onCancel the task that runs when the subscriber cancels
	 */
	BoundedEmitter(CoreSubscriber<? super T> subscriber, CallScope scope, long maxBufferedBytes,
			Predicate<? super T> content, Runnable onCancel) {
		this.subscriber = subscriber;
		this.scope = scope;
		this.maxBufferedBytes = maxBufferedBytes;
		this.content = content;
		this.onCancel = onCancel;
	}

	/**
	 * Buffers an element until {@link #flush()}. The elements of one read are delivered
	 * together, because a subscriber that moves them to another thread would otherwise
	 * wake that thread for each.
	 * @return {@code false} if the buffer is full; an empty buffer accepts any element
	 */
	boolean offer(T element, int bytes) {
		if (this.done || this.cancelled) {
			return true;
		}
		if (isFull(bytes)) {
			flush();
			if (isFull(bytes)) {
				return false;
			}
		}
		this.bufferedBytes.addAndGet(bytes);
		this.queue.offer(new Element<>(element, bytes));
		return true;
	}

	private boolean isFull(int more) {
		long buffered = this.bufferedBytes.get();
		return buffered > 0 && buffered + more > this.maxBufferedBytes;
	}

	/**
	 * Delivers the buffered elements that were requested.
	 */
	void flush() {
		this.delivering.run();
	}

	/**
	 * Completes the stream after the buffered elements.
	 */
	void complete() {
		end(null);
	}

	/**
	 * Fails the stream after the buffered elements.
	 */
	void fail(Throwable failure) {
		end(failure);
	}

	@Override
	public void request(long count) {
		if (count <= 0) {
			this.onCancel.run();
			end(new IllegalArgumentException("A subscriber must request at least one element, not " + count));
			return;
		}
		this.requested.accumulateAndGet(count, Operators::addCap);
		this.delivering.run();
	}

	@Override
	public void cancel() {
		if (this.cancelled) {
			return;
		}
		this.cancelled = true;
		this.onCancel.run();
		this.delivering.run();
	}

	private void end(@Nullable Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.failure = failure;
			this.done = true;
			this.delivering.run();
		}
	}

	/**
	 * Delivers as many buffered elements as were requested, and the terminal signal after
	 * the last one.
	 */
	private void deliver() {
		long demand = this.requested.get();
		long delivered = 0;
		while (!this.cancelled && !this.terminated) {
			boolean last = this.done;
			if (last && this.queue.isEmpty()) {
				terminate();
				return;
			}
			Element<T> element = (delivered < demand) ? this.queue.poll() : null;
			if (element == null) {
				produced(delivered);
				return;
			}
			this.bufferedBytes.addAndGet(-element.bytes());
			emit(element.value());
			delivered++;
		}
		this.queue.clear();
	}

	private void emit(T element) {
		if (!this.scope.hasDelivered() && this.content.test(element)) {
			this.scope.markDelivered();
		}
		this.subscriber.onNext(element);
	}

	private void produced(long count) {
		if (count > 0 && this.requested.get() != Long.MAX_VALUE) {
			this.requested.addAndGet(-count);
		}
	}

	private void terminate() {
		this.terminated = true;
		if (this.failure != null) {
			this.subscriber.onError(this.failure);
		}
		else {
			this.subscriber.onComplete();
		}
	}

	/**
	 * A buffered element.
	 */
	private record Element<T>(T value, int bytes) {
	}

}
