package io.github.gigachat.spring.ai.internal.http;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * Hands the elements of a stream to its subscriber, as fast as it asks for them.
 * <p>
 * One thread at a time offers, and any thread may request, cancel, complete or fail.
 * Invariants: only who raised {@link #work} from zero touches the subscriber and polls
 * the queue, so signals neither overlap nor nest; the terminal signal leaves
 * {@link #work} above zero for ever, so none follows it. {@link #done} is written after
 * {@link #failure}, and only once. What is buffered is counted in bytes of the events
 * that the elements came from.
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

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicInteger ends = new AtomicInteger();

	private final Predicate<? super T> content;

	private final Runnable onCancel;

	private volatile boolean done;

	private volatile boolean cancelled;

	private @Nullable Throwable failure;

	/**
	 * Creates the delivery of one exchange.
	 * @param subscriber the subscriber
	 * @param scope the call, which is told of the first delivery
	 * @param maxBufferedBytes the largest size of the elements that wait for the
	 * subscriber
	 * @param content tells whether an element counts as a delivery
	 * @param onCancel called when the subscriber leaves
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
	 * Delivers or buffers an element.
	 * @return whether there was room; a single element always finds some
	 */
	boolean offer(T element, int bytes) {
		if (this.done || this.cancelled) {
			return true;
		}
		if (this.work.get() == 0 && this.work.compareAndSet(0, 1)) {
			if (this.requested.get() > 0 && this.queue.isEmpty() && !this.cancelled) {
				emit(element);
				produced(1);
				drainFrom(this.work.decrementAndGet());
				return true;
			}
			boolean accepted = enqueue(element, bytes);
			drainFrom(1);
			return accepted;
		}
		boolean accepted = enqueue(element, bytes);
		drain();
		return accepted;
	}

	/**
	 * Completes after what is buffered.
	 */
	void complete() {
		end(null);
	}

	/**
	 * Fails after what is buffered.
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
		drain();
	}

	@Override
	public void cancel() {
		if (this.cancelled) {
			return;
		}
		this.cancelled = true;
		this.onCancel.run();
		drain();
	}

	private void end(@Nullable Throwable failure) {
		if (this.ends.getAndIncrement() == 0) {
			this.failure = failure;
			this.done = true;
			drain();
		}
	}

	private boolean enqueue(T element, int bytes) {
		long buffered = this.bufferedBytes.get();
		if (buffered > 0 && buffered + bytes > this.maxBufferedBytes) {
			return false;
		}
		this.bufferedBytes.addAndGet(bytes);
		this.queue.offer(new Element<>(element, bytes));
		return true;
	}

	private void drain() {
		if (this.work.getAndIncrement() == 0) {
			drainFrom(1);
		}
	}

	/**
	 * Drains until no work is left.
	 * @param pending the work that is there, zero for none
	 */
	private void drainFrom(int pending) {
		int missed = pending;
		while (missed != 0) {
			if (deliver()) {
				return;
			}
			missed = this.work.addAndGet(-missed);
		}
	}

	/**
	 * Delivers what is asked for.
	 * @return whether that was the last
	 */
	private boolean deliver() {
		long demand = this.requested.get();
		long delivered = 0;
		while (true) {
			if (this.cancelled) {
				this.queue.clear();
				return true;
			}
			boolean last = this.done;
			if (last && this.queue.isEmpty()) {
				terminate();
				return true;
			}
			Element<T> element = (delivered < demand) ? this.queue.poll() : null;
			if (element == null) {
				produced(delivered);
				return false;
			}
			this.bufferedBytes.addAndGet(-element.bytes());
			emit(element.value());
			delivered++;
		}
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
