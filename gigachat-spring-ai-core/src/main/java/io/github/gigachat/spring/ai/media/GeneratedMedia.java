package io.github.gigachat.spring.ai.media;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GeneratedFile;
import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * A file that the model made, as a medium of its answer. Its content is downloaded once,
 * when it is first read unless that was done before, and then kept; the medium is
 * thread-safe.
 */
public final class GeneratedMedia extends Media {

	private final GeneratedFile file;

	private final GigaChatFiles files;

	private final AtomicReference<@Nullable CompletableFuture<byte[]>> download = new AtomicReference<>();

	private GeneratedMedia(GeneratedFile file, GigaChatFiles files) {
		// what the super class holds is never seen: it reads its data at once
		super(MimeType.valueOf(file.mime()), URI.create("gigachat:file"));
		this.file = file;
		this.files = files;
	}

	/**
	 * The medium of a file, which is not downloaded yet.
	 * @param file the file
	 * @param files where its content is had, with the {@code X-Client-ID} that the
	 * request had in which it was made
	 * @return the medium
	 * @throws org.springframework.util.InvalidMimeTypeException when the file's type is
	 * none
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
	 * @throws io.github.gigachat.spring.ai.api.GigaChatTransientException when the
	 * content may be had later
	 * @throws GigaChatNonTransientException when it may not, with
	 * {@link FailureKind#NOT_FOUND} for a file that is gone, or that another
	 * {@code X-Client-ID} had made
	 */
	@Override
	public byte[] getDataAsByteArray() {
		CompletableFuture<byte[]> own = new CompletableFuture<>();
		CompletableFuture<byte[]> other = this.download.compareAndExchange(null, own);
		return (other != null) ? await(other) : download(own);
	}

	private byte[] download(CompletableFuture<byte[]> own) {
		try {
			byte[] content = this.files.content(this.file.id()).body().bytes();
			own.complete(content);
			return content;
		}
		catch (Throwable ex) {
			this.download.compareAndSet(own, null);
			own.completeExceptionally(ex);
			throw ex;
		}
	}

	private static byte[] await(CompletableFuture<byte[]> other) {
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
		CompletableFuture<byte[]> begun = this.download.get();
		return begun != null && begun.isDone() && !begun.isCompletedExceptionally();
	}

	/**
	 * The content for a caller that must not block: downloaded when it is subscribed to,
	 * if it was not before, and kept for the readers of {@link #getData()}.
	 * @return the bytes, or the failure that {@link #getDataAsByteArray()} throws
	 */
	public Mono<byte[]> content() {
		return Mono.defer(() -> {
			CompletableFuture<byte[]> begun = this.download.get();
			return (begun != null && begun.isDone()) ? Mono.fromFuture(begun, true) : streamed();
		});
	}

	private Mono<byte[]> streamed() {
		return this.files.contentStream(this.file.id())
			.collect(ByteArrayOutputStream::new, GeneratedMedia::write)
			.map(ByteArrayOutputStream::toByteArray)
			.doOnNext((content) -> this.download.compareAndSet(null, CompletableFuture.completedFuture(content)));
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
