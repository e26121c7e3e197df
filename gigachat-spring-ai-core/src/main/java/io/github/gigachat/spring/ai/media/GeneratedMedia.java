package io.github.gigachat.spring.ai.media;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.ai.content.Media;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * {@link Media} for a file that the model generated in its answer. The content is
 * downloaded once, at the latest when it is first read, and then kept in memory.
 * Thread-safe.
 */
public final class GeneratedMedia extends Media {

	private final GeneratedFile file;

	private final GigaChatFiles files;

	/**
	 * The running or completed download. The future yields the content, the failure, or
	 * {@code null} if the caller that started it was cancelled. The caller that starts a
	 * download removes it from here before it completes without the content.
	 */
	private final AtomicReference<@Nullable CompletableFuture<byte @Nullable []>> download = new AtomicReference<>();

	private GeneratedMedia(GeneratedFile file, GigaChatFiles files) {
		// a placeholder: the superclass would require the data now
		super(type(file.mime()), URI.create("gigachat:file"));
		this.file = file;
		this.files = files;
	}

	/** An invalid type from the service must not fail the answer. */
	private static MimeType type(String mime) {
		try {
			return MimeType.valueOf(mime);
		}
		catch (InvalidMimeTypeException ex) {
			return MimeTypeUtils.APPLICATION_OCTET_STREAM;
		}
	}

	/**
	 * Creates a medium for a file. The file is not downloaded yet. An invalid MIME type
	 * becomes {@code application/octet-stream}.
	 * @param file the file
	 * @param files the client that downloads the content; it must send the same
	 * {@code X-Client-ID} as the request that generated the file
	 * @return the medium
	 */
	public static GeneratedMedia of(GeneratedFile file, GigaChatFiles files) {
		return new GeneratedMedia(Objects.requireNonNull(file, "file"), Objects.requireNonNull(files, "files"));
	}

	/**
	 * Returns the generated file.
	 * @return the file
	 */
	public GeneratedFile file() {
		return this.file;
	}

	/**
	 * Returns the id of the file at the service.
	 * @return the id
	 */
	@Override
	public String getId() {
		return this.file.id();
	}

	/**
	 * Returns the id of the file, since the service does not name generated files.
	 * @return the id
	 */
	@Override
	public String getName() {
		return this.file.id();
	}

	/**
	 * Returns the content. Downloads it first if necessary.
	 * @return the bytes, which are not copied
	 */
	@Override
	public Object getData() {
		return getDataAsByteArray();
	}

	/**
	 * Returns the content. Downloads it first if necessary; concurrent readers wait for
	 * the same download. After a failed download the next reader starts a new one.
	 * @return the bytes, which are not copied
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatTransientException if the
	 * content may be available later
	 * @throws GigaChatNonTransientException if it will not be available, with
	 * {@link FailureKind#NOT_FOUND} for a file that was deleted or that was generated
	 * with another {@code X-Client-ID}
	 */
	@Override
	public byte[] getDataAsByteArray() {
		byte[] content = null;
		while (content == null) {
			CompletableFuture<byte @Nullable []> own = new CompletableFuture<>();
			CompletableFuture<byte @Nullable []> other = this.download.compareAndExchange(null, own);
			content = (other != null) ? await(other) : download(own);
		}
		return content;
	}

	private byte[] download(CompletableFuture<byte @Nullable []> own) {
		try {
			byte[] content = this.files.content(this.file.id()).body().bytes();
			own.complete(content);
			return content;
		}
		catch (Throwable ex) {
			fail(own, ex);
			throw ex;
		}
	}

	/**
	 * The cancellation of one reader is no failure for the readers that wait for its
	 * download.
	 */
	private void fail(CompletableFuture<byte @Nullable []> own, Throwable ex) {
		if (ex instanceof GigaChatFailure failure && failure.kind() == FailureKind.CANCELLED) {
			leave(own);
			return;
		}
		this.download.compareAndSet(own, null);
		own.completeExceptionally(ex);
	}

	private void leave(CompletableFuture<byte @Nullable []> own) {
		this.download.compareAndSet(own, null);
		own.complete(null);
	}

	private static byte @Nullable [] await(CompletableFuture<byte @Nullable []> other) {
		try {
			return other.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw GigaChatNonTransientException.of(FailureKind.CANCELLED,
					"Interrupted while another reader downloaded the file", null, ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * Tells whether the content is downloaded.
	 * @return {@code true} if reading it sends no request
	 */
	public boolean isDownloaded() {
		CompletableFuture<byte @Nullable []> begun = this.download.get();
		return begun != null && begun.isDone() && !begun.isCompletedExceptionally();
	}

	/**
	 * Returns the content without blocking. On subscription it is downloaded if necessary
	 * and kept for {@link #getData()}. All subscribers wait for the same download. If the
	 * subscriber that started it cancels, another one starts a new download.
	 * @return the bytes, or the failure that {@link #getDataAsByteArray()} throws
	 */
	public Mono<byte[]> content() {
		return Mono.defer(() -> {
			CompletableFuture<byte @Nullable []> own = new CompletableFuture<>();
			CompletableFuture<byte @Nullable []> other = this.download.compareAndExchange(null, own);
			return (other != null) ? Mono.fromFuture(other, true).switchIfEmpty(content()) : streamed(own);
		});
	}

	private Mono<byte[]> streamed(CompletableFuture<byte @Nullable []> own) {
		return this.files.contentStream(this.file.id())
			.collect(ByteArrayOutputStream::new, GeneratedMedia::write)
			.map(ByteArrayOutputStream::toByteArray)
			.doOnNext(own::complete)
			.doOnError((failure) -> fail(own, failure))
			.doOnCancel(() -> leave(own));
	}

	private static void write(ByteArrayOutputStream content, ByteBuffer piece) {
		content.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
	}

	/**
	 * Returns a description of the file, without its content.
	 */
	@Override
	public String toString() {
		return "GeneratedMedia[id=" + this.file.id() + ", mime=" + this.file.mime() + ", target=" + this.file.target()
				+ ", downloaded=" + isDownloaded() + "]";
	}

}
