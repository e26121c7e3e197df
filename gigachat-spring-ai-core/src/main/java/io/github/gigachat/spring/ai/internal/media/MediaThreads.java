package io.github.gigachat.spring.ai.internal.media;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.CustomizableThreadCreator;

/**
 * A bounded number of daemon threads, virtual where the JVM has them, on which media are
 * read, uploaded and deleted for those who must not block.
 */
public final class MediaThreads implements AutoCloseable {

	private static final int MOST_THREADS = 32;

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private static final String NAME = "gigachat-media-";

	private final ThreadPoolExecutor threads;

	private final AtomicReference<@Nullable Runnable> pending = new AtomicReference<>();

	public MediaThreads() {
		this.threads = new ThreadPoolExecutor(MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threadFactory());
		this.threads.allowCoreThreadTimeOut(true);
	}

	/** Creates daemon threads, virtual where the JVM has them. */
	static ThreadFactory threadFactory() {
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			return new VirtualThreadTaskExecutor(NAME).getVirtualThreadFactory();
		}
		CustomizableThreadCreator creator = new CustomizableThreadCreator(NAME);
		creator.setDaemon(true);
		return creator::createThread;
	}

	/** Runs a task unless this is closed. */
	public void run(Runnable task) {
		try {
			this.threads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// closed: what was to be done is done there, or is in vain
		}
	}

	/**
	 * Runs a task after a while, unless this is closed by then; one at a time.
	 */
	public void runLater(Duration pause, Runnable task) {
		this.pending.set(task);
		// the JDK's own timer thread only hands the task over, and knows nothing but this
		CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, this::run).execute(this::runPending);
	}

	private void runPending() {
		Runnable task = this.pending.getAndSet(null);
		if (task != null) {
			task.run();
		}
	}

	/**
	 * Does blocking work per subscription, in the subscriber's context. Cancelling
	 * interrupts it.
	 * @param work the work
	 * @param unwanted takes the result that nobody waits for any more
	 */
	public <T> Mono<T> later(Supplier<T> work, Consumer<T> unwanted) {
		return Mono.deferContextual((context) -> Mono.create((sink) -> {
			Task<T> task = new Task<>(work, unwanted, sink);
			Runnable run = ContextSnapshotFactory.builder().build().captureFrom(context).wrap(task);
			sink.onDispose(task::cancel);
			try {
				task.started(this.threads.submit(run));
			}
			catch (RejectedExecutionException ex) {
				sink.error(GigaChatNonTransientException.of(FailureKind.CANCELLED, "Closed: no more media are uploaded",
						null, ex));
			}
		}));
	}

	/** Lets what is under way end, for a while. */
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

	/** One piece of work, which leaves {@link State#RUNNING} once. */
	private static final class Task<T> implements Runnable {

		private final Supplier<T> work;

		private final Consumer<T> unwanted;

		private final MonoSink<T> sink;

		private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

		private final AtomicReference<@Nullable Future<?>> running = new AtomicReference<>();

		Task(Supplier<T> work, Consumer<T> unwanted, MonoSink<T> sink) {
			this.work = work;
			this.unwanted = unwanted;
			this.sink = sink;
		}

		void started(Future<?> running) {
			this.running.set(running);
			if (this.state.get() == State.CANCELLED) {
				running.cancel(true);
			}
		}

		void cancel() {
			Future<?> future = move(State.CANCELLED) ? this.running.get() : null;
			if (future != null) {
				future.cancel(true);
			}
		}

		@Override
		public void run() {
			if (this.state.get() == State.CANCELLED) {
				return;
			}
			T result;
			try {
				result = this.work.get();
			}
			catch (Throwable ex) {
				if (move(State.DONE)) {
					this.sink.error(ex);
				}
				return;
			}
			if (move(State.DONE)) {
				this.sink.success(result);
			}
			else {
				this.unwanted.accept(result);
			}
		}

		private boolean move(State end) {
			return this.state.compareAndSet(State.RUNNING, end);
		}

	}

	/** How far a piece of work is. */
	private enum State {

		RUNNING, DONE, CANCELLED

	}

}
