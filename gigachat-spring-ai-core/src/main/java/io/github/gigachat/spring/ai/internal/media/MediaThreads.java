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
 * A bounded pool of daemon threads for blocking work with media: reading, uploading and
 * deleting. The threads are virtual if the JVM supports them.
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

	/** Creates a factory of daemon threads, virtual if the JVM supports them. */
	static ThreadFactory threadFactory() {
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			return new VirtualThreadTaskExecutor(NAME).getVirtualThreadFactory();
		}
		CustomizableThreadCreator creator = new CustomizableThreadCreator(NAME);
		creator.setDaemon(true);
		return creator::createThread;
	}

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
	 * @param work the work
	 * @param unwanted receives the result if the subscription was cancelled in the
	 * meantime
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
	 * The work of one subscription. It leaves the state {@link State#RUNNING} exactly
	 * once.
	 */
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

	/** The state of a {@link Task}. */
	private enum State {

		RUNNING, DONE, CANCELLED

	}

}
