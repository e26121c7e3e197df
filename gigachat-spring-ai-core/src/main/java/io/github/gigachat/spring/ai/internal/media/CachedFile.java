package io.github.gigachat.spring.ai.internal.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being uploaded, or was. What is not final changes under the lock of its
 * {@link UploadCache} only.
 */
public final class CachedFile {

	/** Whose file it is. */
	public final RequestHeaders headers;

	/** Under which it is found. */
	final List<String> keys = new ArrayList<>(2);

	/** Of calls that have it attached, or wait for it. */
	int users = 1;

	Instant lastUsed;

	/** Whether it is to leave the cache with its last user. */
	boolean dropped;

	/** The place of the uploading call's medium, which its failure names. */
	private volatile String leader = "";

	private final CompletableFuture<Uploaded> upload = new CompletableFuture<>();

	CachedFile(String key, RequestHeaders headers, Instant now) {
		this.keys.add(key);
		this.headers = headers;
		this.lastUsed = now;
	}

	/** The file, once it is with the service. */
	public @Nullable Uploaded uploaded() {
		return (this.upload.isDone() && !this.upload.isCompletedExceptionally()) ? this.upload.join() : null;
	}

	/** Does something with the file when it is with the service, or at once if it is. */
	public void whenUploaded(Consumer<Uploaded> action) {
		CompletableFuture<Void> unused = this.upload.thenAccept(action);
	}

	void succeeded(Uploaded file) {
		this.upload.complete(file);
	}

	/**
	 * Ends the wait of all others.
	 * @param failure why it was not uploaded
	 * @param where the place of the medium that the failure names
	 * @param ofLeaderAlone whether another caller may well succeed
	 */
	void failed(RuntimeException failure, String where, boolean ofLeaderAlone) {
		this.leader = where;
		this.upload.completeExceptionally(ofLeaderAlone ? new LeaderGoneException() : failure);
	}

	/**
	 * Waits for another call's upload.
	 * @param atMost the maximum time to wait
	 * @param where the place of the caller's own medium, for messages
	 * @return the file; {@code null} when that call was given up, so that somebody else
	 * has to upload it
	 */
	@Nullable Uploaded await(Duration atMost, String where) {
		try {
			return this.upload.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw GigaChatNonTransientException.of(FailureKind.CANCELLED,
					where + ": interrupted while another call uploaded the same file", null, ex);
		}
		catch (TimeoutException ex) {
			throw GigaChatTransientException.of(FailureKind.TIMEOUT,
					where + ": the time of the whole call was over before another call had uploaded the same file",
					"spring.ai.gigachat.call-timeout bounds it", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof LeaderGoneException) {
				return null;
			}
			throw ownFailure(ex.getCause(), where);
		}
	}

	/**
	 * Creates an exception of the waiter's own: a shared object would collect the
	 * suppressed exceptions of all waiters and name the medium of the uploading call.
	 */
	private RuntimeException ownFailure(@Nullable Throwable shared, String where) {
		if (shared instanceof GigaChatTransientException failure) {
			return failure.forOther(this.leader, where);
		}
		if (shared instanceof GigaChatNonTransientException failure) {
			return failure.forOther(this.leader, where);
		}
		return new IllegalStateException(where + " was not uploaded by the call that it waited for", shared);
	}

	/**
	 * A file with the service.
	 *
	 * @param id its id
	 * @param length the number of its bytes
	 */
	public record Uploaded(String id, long length) {

		@Override
		public String toString() {
			return "Uploaded[" + this.length + " bytes]";
		}

	}

	/** The call that uploaded it was given up for reasons of its own. */
	private static final class LeaderGoneException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LeaderGoneException() {
			super("The call that uploaded the file was given up");
		}

	}

}
