package io.github.gigachat.spring.ai.internal.media;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A bounded pool of daemon threads for blocking work with media: reading, uploading and
 * deleting. The threads are virtual if the JVM supports them.
 */
public final class MediaThreads implements AutoCloseable {

	private static final int MOST_THREADS = 32;

	private final ThreadPoolExecutor threads = DaemonThreads.pool("gigachat-media-", MOST_THREADS);

	private final AtomicReference<@Nullable Runnable> pending = new AtomicReference<>();

	/** Runs a task, unless the pool is closed. */
	public void run(Runnable task) {
		try {
			this.threads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// closed: the closing code does the task's work, or it is not needed any more
		}
	}

	/**
	 * Runs a task after a delay, unless the pool is closed by then. A new task replaces
	 * the pending one.
	 */
	public void runLater(Duration pause, Runnable task) {
		this.pending.set(task);
		// the JDK's shared timer thread refers to this pool only, never to the task
		CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, this::run).execute(this::runPending);
	}

	private void runPending() {
		Runnable task = this.pending.getAndSet(null);
		if (task != null) {
			task.run();
		}
	}

	/**
	 * Runs blocking work once per subscription, in the subscriber's context. Cancelling
	 * the subscription interrupts the work.
	 * @param unwanted receives the result if the subscription was cancelled in the
	 * meantime
	 */
	public <T> Mono<T> later(Supplier<T> work, Consumer<T> unwanted) {
		return Mono.deferContextual((context) -> Mono.create((sink) -> {
			Task<T> task = new Task<>(work, unwanted, sink);
			sink.onDispose(() -> task.cancel(true));
			try {
				Future<?> unused = this.threads
					.submit(ContextSnapshotFactory.builder().build().captureFrom(context).wrap(task));
			}
			catch (RejectedExecutionException ex) {
				sink.error(GigaChatNonTransientException.of(FailureKind.CANCELLED, "Closed: no more media are uploaded",
						null, ex));
			}
		}));
	}

	/** Closes the pool and waits for running tasks, then interrupts them. */
	public void close(Duration atMost) {
		this.pending.set(null);
		this.threads.shutdown();
		try {
			if (!this.threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
				close();
			}
		}
		catch (InterruptedException ex) {
			close();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * The work of one subscription. A result that comes after the cancellation is
	 * unwanted.
	 */
	private static final class Task<T> extends FutureTask<T> {

		private final Consumer<T> unwanted;

		private final MonoSink<T> sink;

		Task(Supplier<T> work, Consumer<T> unwanted, MonoSink<T> sink) {
			super(work::get);
			this.unwanted = unwanted;
			this.sink = sink;
		}

		@Override
		protected void set(T result) {
			super.set(result);
			if (isCancelled()) {
				this.unwanted.accept(result);
			}
			else {
				this.sink.success(result);
			}
		}

		@Override
		protected void setException(Throwable failure) {
			super.setException(failure);
			if (!isCancelled()) {
				this.sink.error(failure);
			}
		}

	}

}
