package io.github.gigachat.spring.ai.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * Sends a file once: the bytes before its content, the content, and the bytes after it.
 * <p>
 * The threads of the HTTP client only request data. A source that may block is read on a
 * thread of the bounded elastic scheduler. Invariant: only the thread that raised
 * {@link #work} from zero uses the file and the subscriber, so sending never runs
 * concurrently. The file is closed before the subscriber is notified of the end.
 */
final class FileSending implements Flow.Subscription {

	private static final Log logger = LogFactory.getLog(FileSending.class);

	private final FileUpload file;

	private final byte[] before;

	private final byte[] behind;

	private final Flow.Subscriber<? super ByteBuffer> subscriber;

	private final Executor reader;

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicLong demand = new AtomicLong();

	private volatile boolean cancelled;

	private volatile @Nullable Throwable failure;

	private @Nullable FilePieces pieces;

	private boolean over;

	/**
	 * Creates the subscription.
	 * @param file the file
	 * @param before the bytes before its content
	 * @param behind the bytes after its content
	 * @param subscriber the subscriber that receives all bytes
	 */
	FileSending(FileUpload file, byte[] before, byte[] behind, Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.file = file;
		this.before = before;
		this.behind = behind;
		this.subscriber = subscriber;
		this.reader = file.isBlocking() ? FileSending::elsewhere : Runnable::run;
	}

	private static void elsewhere(Runnable task) {
		try {
			Schedulers.boundedElastic().schedule(task);
		}
		catch (RejectedExecutionException ex) {
			// Reactor was shut down first: read on this thread, or the request never ends
			task.run();
		}
	}

	/** Returns the failure of reading the file, or {@code null}. */
	@Nullable Throwable failure() {
		return this.failure;
	}

	@Override
	public void request(long count) {
		this.demand.accumulateAndGet(count, Operators::addCap);
		goOn();
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		goOn();
	}

	private void goOn() {
		if (this.work.getAndIncrement() == 0) {
			this.reader.execute(this::drain);
		}
	}

	private void drain() {
		int missed = 1;
		while (missed != 0) {
			send();
			missed = this.work.addAndGet(-missed);
		}
	}

	private void send() {
		while (!this.over && !this.cancelled && this.demand.get() > 0) {
			ByteBuffer piece;
			try {
				piece = next();
			}
			catch (Throwable ex) {
				// an Error too: on this thread nothing else would notify the client
				this.failure = ex;
				end();
				this.subscriber.onError((ex instanceof Error) ? new IOException(ex) : ex);
				return;
			}
			this.demand.accumulateAndGet(1, (asked, one) -> (asked == Long.MAX_VALUE) ? asked : asked - one);
			this.subscriber.onNext(piece);
			if (this.over) {
				this.subscriber.onComplete();
			}
		}
		if (this.cancelled) {
			end();
		}
	}

	private ByteBuffer next() throws IOException {
		FilePieces content = this.pieces;
		if (content == null) {
			this.pieces = this.file.open();
			return ByteBuffer.wrap(this.before);
		}
		ByteBuffer piece = content.next();
		if (piece == null) {
			end();
			return ByteBuffer.wrap(this.behind);
		}
		return piece;
	}

	private void end() {
		FilePieces content = this.over ? null : this.pieces;
		this.over = true;
		if (content != null) {
			try {
				content.close();
			}
			catch (IOException ex) {
				logger.debug("Could not close a file after sending it: " + ex.getClass().getName());
			}
		}
	}

}
