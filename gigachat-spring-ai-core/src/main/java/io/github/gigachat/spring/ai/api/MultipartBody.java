package io.github.gigachat.spring.ai.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.internal.client.RequestIds;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import org.jspecify.annotations.Nullable;

/**
 * A request body that sends a file as {@code multipart/form-data} (RFC 7578). Each
 * sending opens the file anew. {@link #close()} closes an open file.
 */
final class MultipartBody implements ServiceBody, AutoCloseable {

	private final FileUpload file;

	private final String boundary = "gigachat-" + RequestIds.next();

	private final byte[] before;

	private final byte[] behind;

	private final AtomicReference<@Nullable FileSending> sending = new AtomicReference<>();

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
		FileSending next = new FileSending(this.file, this.before, this.behind, subscriber);
		FileSending former = this.sending.getAndSet(next);
		if (former != null) {
			former.cancel();
		}
		subscriber.onSubscribe(next);
	}

	/**
	 * Returns the failure of reading the file when it was last sent.
	 * @return the failure, or {@code null}
	 */
	@Nullable Throwable sourceFailure() {
		FileSending last = this.sending.get();
		return (last != null) ? last.failure() : null;
	}

	@Override
	public void close() {
		// the client does not always cancel the subscription of an abandoned request
		FileSending last = this.sending.get();
		if (last != null) {
			last.cancel();
		}
	}

}
