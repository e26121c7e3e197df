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
 * A file in the {@link UploadCache}, which is being uploaded or is uploaded. The
 * non-final fields are guarded by the lock of the cache, unless volatile.
 */
public final class CachedFile {

	/**
	 * The additional headers of the upload; the file can be read only with the same
	 * client id.
	 */
	public final RequestHeaders headers;

	/** The cache keys of the file. */
	final List<String> keys = new ArrayList<>(2);

	/** The number of calls that use the file or wait for it. */
	int users = 1;

	Instant lastUsed;

	/** {@code true} to remove the file from the cache when its last user leaves. */
	boolean dropped;

	/** The uploading call's medium, which its failure names; set before the failure. */
	private volatile @Nullable MediumPlace leader;

	/**
	 * Completed with {@code null} if the uploading call was given up for a reason that
	 * does not concern the other calls.
	 */
	private final CompletableFuture<@Nullable Uploaded> upload = new CompletableFuture<>();

	CachedFile(String key, RequestHeaders headers, Instant now) {
		this.keys.add(key);
		this.headers = headers;
		this.lastUsed = now;
	}

	/**
	 * Returns the uploaded file, or {@code null} if its upload is in progress or has
	 * failed.
	 */
	public @Nullable Uploaded uploaded() {
		return (this.upload.isDone() && !this.upload.isCompletedExceptionally()) ? this.upload.join() : null;
	}

	/** Runs an action when the file is uploaded, or immediately if it already is. */
	public void whenUploaded(Consumer<Uploaded> action) {
		CompletableFuture<Void> unused = this.upload.thenAccept((file) -> {
			if (file != null) {
				action.accept(file);
			}
		});
	}

	void succeeded(Uploaded file) {
		this.upload.complete(file);
	}

	/**
	 * Ends the wait of all other calls with a failure.
	 * @param failure the failure of the upload
	 * @param where the medium that the failure names
	 * @param ofLeaderAlone {@code true} if the upload may succeed for another call
	 */
	void failed(RuntimeException failure, MediumPlace where, boolean ofLeaderAlone) {
		this.leader = where;
		if (ofLeaderAlone) {
			this.upload.complete(null);
		}
		else {
			this.upload.completeExceptionally(failure);
		}
	}

	/**
	 * Waits for another call's upload.
	 * @param where the caller's own medium
	 * @return the file; {@code null} if the uploading call was given up, so that another
	 * call has to upload the file
	 */
	@Nullable Uploaded await(Duration atMost, MediumPlace where) {
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
					where + ": the timeout of the whole call expired before another call had uploaded the same file",
					"The limit is spring.ai.gigachat.call-timeout", ex);
		}
		catch (ExecutionException ex) {
			throw ownFailure(ex.getCause(), where);
		}
	}

	/**
	 * Creates a separate exception for the waiting call: a shared object would collect
	 * the suppressed exceptions of all waiting calls and name the medium of the uploading
	 * call.
	 */
	private RuntimeException ownFailure(@Nullable Throwable shared, MediumPlace where) {
		String subject = String.valueOf(this.leader);
		if (shared instanceof GigaChatTransientException failure) {
			return failure.forOther(subject, where.toString(), where.option());
		}
		if (shared instanceof GigaChatNonTransientException failure) {
			return failure.forOther(subject, where.toString(), where.option());
		}
		return new IllegalStateException(where + " was not uploaded by the call that it waited for", shared);
	}

	/** An uploaded file. */
	public record Uploaded(String id, long length) {

		@Override
		public String toString() {
			return "Uploaded[" + this.length + " bytes]";
		}

	}

}
