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
 * A file that the model made, as a medium of its answer. Its content is downloaded once,
 * when it is first read unless that was done before, and then kept; the medium is
 * thread-safe.
 */
public final class GeneratedMedia extends Media {

	private final GeneratedFile file;

	private final GigaChatFiles files;

	/**
	 * The download that is under way, or was well: completed with the content, with what
	 * it failed with, or with {@code null} when who made it has left. Whoever makes one
	 * takes it away before it ends otherwise than well.
	 */
	private final AtomicReference<@Nullable CompletableFuture<byte @Nullable []>> download = new AtomicReference<>();

	private GeneratedMedia(GeneratedFile file, GigaChatFiles files) {
		// what the super class holds is never seen: it reads its data at once
		super(type(file.mime()), URI.create("gigachat:file"));
		this.file = file;
		this.files = files;
	}

	/** What the service says of a type is no reason to lose an answer. */
	private static MimeType type(String mime) {
		try {
			return MimeType.valueOf(mime);
		}
		catch (InvalidMimeTypeException ex) {
			return MimeTypeUtils.APPLICATION_OCTET_STREAM;
		}
	}

	/**
	 * The medium of a file, which is not downloaded yet; a type that is none is
	 * {@code application/octet-stream}.
	 * @param file the file
	 * @param files where its content is had, with the {@code X-Client-ID} that the
	 * request had in which it was made
	 * @return the medium
	 */
	public static GeneratedMedia of(GeneratedFile file, GigaChatFiles files) {
		return new GeneratedMedia(Objects.requireNonNull(file, "file"), Objects.requireNonNull(files, "files"));
	}

	/**
	 * The file that this medium stands for.
	 * @return the file
	 */
	public GeneratedFile file() {
		return this.file;
	}

	/**
	 * The file's id, by which the service knows it.
	 * @return the id
	 */
	@Override
	public String getId() {
		return this.file.id();
	}

	/**
	 * The file's id, since the service gives no name to what a model made.
	 * @return the id
	 */
	@Override
	public String getName() {
		return this.file.id();
	}

	/**
	 * The content, downloaded now if it was not before.
	 * @return the bytes, which are not copied
	 */
	@Override
	public Object getData() {
		return getDataAsByteArray();
	}

	/**
	 * The content, downloaded now if it was not before; who reads meanwhile waits for the
	 * same download. One that failed is begun again by the next reader.
	 * @return the bytes, which are not copied
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatTransientException when the
	 * content may be had later
	 * @throws GigaChatNonTransientException when it may not, with
	 * {@link FailureKind#NOT_FOUND} for a file that is gone, or that another
	 * {@code X-Client-ID} had made
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

	/** That one reader left is no failure for those who wait with it. */
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
	 * Whether the content is here already.
	 * @return whether reading it asks nobody
	 */
	public boolean isDownloaded() {
		CompletableFuture<byte @Nullable []> begun = this.download.get();
		return begun != null && begun.isDone() && !begun.isCompletedExceptionally();
	}

	/**
	 * The content for a caller that must not block: downloaded when it is subscribed to,
	 * if it was not before, and kept for the readers of {@link #getData()}. It is the
	 * same download for all who wait for it; when the one who began it leaves, another
	 * begins it again.
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
	 * Tells which file it is; never its content.
	 */
	@Override
	public String toString() {
		return "GeneratedMedia[id=" + this.file.id() + ", mime=" + this.file.mime() + ", target=" + this.file.target()
				+ ", downloaded=" + isDownloaded() + "]";
	}

}
