package io.github.gigachat.spring.ai.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.internal.client.RequestIds;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A request body that sends a file as {@code multipart/form-data} (RFC 7578). When it is
 * sent again, it opens the file again and cancels the sending before. {@link #close()}
 * closes an open file.
 * <p>
 * The threads of the HTTP client only request data. A file that may block is opened, read
 * and closed on other threads, one at a time.
 */
final class MultipartBody extends ServiceBody implements AutoCloseable {

	/** Unlike Reactor's own schedulers, this one does not interrupt a cancelled read. */
	private static final Scheduler READERS = Schedulers.fromExecutor(DaemonThreads::runOnReactor);

	private final FileUpload file;

	private final String boundary = "gigachat-" + RequestIds.next();

	private final byte[] before;

	private final byte[] behind;

	/** The current sending, or a disposed one after {@link #close()}. */
	private final Disposable.Swap sending = Disposables.swap();

	/** Holds the failure of reading the file for the current sending. */
	private volatile AtomicReference<@Nullable Throwable> sourceFailure = new AtomicReference<>();

	/**
	 * Creates the body.
	 * @param file the file
	 * @param purpose the purpose of the file, a value of the service
	 */
	MultipartBody(FileUpload file, String purpose) {
		this.file = file;
		String separator = "--" + this.boundary + "\r\n";
		this.before = bytes(separator + "Content-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n"
				+ separator + "Content-Disposition: form-data; name=\"file\"; filename=\"" + quoted(file.fileName())
				+ "\"\r\nContent-Type: " + file.type() + "\r\n\r\n");
		this.behind = bytes("\r\n--" + this.boundary + "--\r\n");
	}

	/**
	 * Escapes only the characters that would end the name or the line, as browsers do.
	 * The rest is sent unchanged in UTF-8, because RFC 7578 forbids the encodings of
	 * other headers.
	 */
	private static String quoted(String name) {
		StringBuilder quoted = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c == '"' || c < ' ' || c == 0x7F) {
				quoted.append(String.format("%%%02X", (int) c));
			}
			else {
				quoted.append(c);
			}
		}
		return quoted.toString();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String contentType() {
		return "multipart/form-data; boundary=" + this.boundary;
	}

	@Override
	public boolean isSendable() {
		return this.file.isReadable();
	}

	@Override
	public long contentLength() {
		long length = this.file.length();
		return (length >= 0) ? this.before.length + length + this.behind.length : -1;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		this.sourceFailure = failure;
		Flux<ByteBuffer> body = Flux
			.concat(Flux.just(ByteBuffer.wrap(this.before)), content(failure), Flux.just(ByteBuffer.wrap(this.behind)))
			.doOnSubscribe((subscription) -> this.sending.update(subscription::cancel));
		JdkFlowAdapter.publisherToFlowPublisher(body).subscribe(subscriber);
	}

	private Flux<ByteBuffer> content(AtomicReference<@Nullable Throwable> sourceFailure) {
		Flux<ByteBuffer> pieces = Flux.generate(() -> new FileReading(this.file), FileReading::next, FileReading::close)
			.doOnError(sourceFailure::set);
		return this.file.isBlocking() ? pieces.subscribeOn(READERS).cancelOn(READERS) : pieces;
	}

	/**
	 * Returns the failure of reading the file when it was last sent.
	 */
	@Nullable Throwable sourceFailure() {
		return this.sourceFailure.get();
	}

	@Override
	public void close() {
		// the client does not always cancel the subscription of an abandoned request
		this.sending.dispose();
	}

}
