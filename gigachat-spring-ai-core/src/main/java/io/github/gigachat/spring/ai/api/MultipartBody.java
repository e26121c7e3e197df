package io.github.gigachat.spring.ai.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.internal.client.RequestIds;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import org.jspecify.annotations.Nullable;

/**
 * A file as {@code multipart/form-data} (RFC 7578). Each time that it is sent, the file
 * is opened anew; {@link #close()} closes what is open.
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
	 * @param purpose what it is for, in the service's words
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
	 * As it stands, in UTF-8: RFC 7578 forbids the encoded forms of other headers. Only
	 * what would end the name or the line is escaped, in the way of browsers.
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
	 * Why the file could not be read the last time that it was sent.
	 * @return the failure, or {@code null}
	 */
	@Nullable Throwable sourceFailure() {
		FileSending last = this.sending.get();
		return (last != null) ? last.failure() : null;
	}

	@Override
	public void close() {
		// the client does not always say that it has given up
		FileSending last = this.sending.get();
		if (last != null) {
			last.cancel();
		}
	}

}
