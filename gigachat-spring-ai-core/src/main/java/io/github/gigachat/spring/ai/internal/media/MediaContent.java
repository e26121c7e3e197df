package io.github.gigachat.spring.ai.internal.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * The source of a medium's content.
 */
public sealed interface MediaContent {

	/** Returns the whole content. */
	byte[] bytes();

	static MediaContent of(byte[] content) {
		return new OfArray(content);
	}

	static MediaContent of(Resource resource) {
		return resource.isOpen() ? new Once(resource) : new OfResource(resource);
	}

	private static byte[] bytes(Resource resource) {
		try {
			return resource.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The content of a medium cannot be read", ex);
		}
	}

	/**
	 * Content that can be read any number of times. Its length and hash are computed
	 * once.
	 */
	abstract sealed class Repeatable implements MediaContent {

		private volatile @Nullable ContentDigest measured;

		/** Returns the length if it is known without reading, or -1. */
		abstract long statedLength() throws IOException;

		abstract InputStream open() throws IOException;

		/**
		 * Returns the length and hash. The first call reads the content, within the given
		 * time.
		 */
		ContentDigest measured(long limit, Duration atMost) throws IOException, InterruptedException, TimeoutException {
			ContentDigest known = this.measured;
			if (known == null) {
				known = ContentDigest.of(this, limit, atMost);
				this.measured = known;
			}
			return known;
		}

		/** Discards the length and hash, since the content has changed. */
		void forgetMeasured() {
			this.measured = null;
		}

	}

	/** Content in a byte array. */
	final class OfArray extends Repeatable {

		private final byte[] content;

		OfArray(byte[] content) {
			this.content = content;
		}

		@Override
		public byte[] bytes() {
			return this.content;
		}

		@Override
		long statedLength() {
			return this.content.length;
		}

		@Override
		InputStream open() {
			return new ByteArrayInputStream(this.content);
		}

		@Override
		public String toString() {
			return this.content.length + " bytes";
		}

	}

	/** A resource that can be opened any number of times. */
	final class OfResource extends Repeatable {

		private final Resource resource;

		OfResource(Resource resource) {
			this.resource = resource;
		}

		@Override
		public byte[] bytes() {
			return MediaContent.bytes(this.resource);
		}

		@Override
		long statedLength() throws IOException {
			return this.resource.contentLength();
		}

		@Override
		InputStream open() throws IOException {
			return this.resource.getInputStream();
		}

		@Override
		public String toString() {
			return "a resource";
		}

	}

	/**
	 * A resource that can be read only once. It is identified by a random id instead of
	 * its hash.
	 */
	final class Once implements MediaContent {

		private final Resource resource;

		private final String identity = UUID.randomUUID().toString();

		private volatile boolean opened;

		private volatile @Nullable RuntimeException failure;

		Once(Resource resource) {
			this.resource = resource;
		}

		@Override
		public byte[] bytes() {
			return MediaContent.bytes(this.resource);
		}

		String identity() {
			return this.identity;
		}

		/**
		 * Returns a stream that opens the resource at the first read. An upload that
		 * fails before can be repeated. The stream checks the first bytes against the
		 * type before it returns any.
		 */
		InputStream open(FileType type) {
			return new LazyStream(type);
		}

		/**
		 * Returns the failure of the attempt that opened the resource, or {@code null}.
		 */
		@Nullable RuntimeException failure() {
			return this.failure;
		}

		/** Records a failure, unless the resource was not opened. */
		void failed(RuntimeException failure) {
			if (this.opened) {
				this.failure = failure;
			}
		}

		@Override
		public String toString() {
			return "a resource that is open";
		}

		private final class LazyStream extends InputStream {

			private final FileType type;

			private @Nullable InputStream stream;

			LazyStream(FileType type) {
				this.type = type;
			}

			@Override
			public int read() throws IOException {
				return opened().read();
			}

			@Override
			public int read(byte[] target, int offset, int count) throws IOException {
				return opened().read(target, offset, count);
			}

			private InputStream opened() throws IOException {
				InputStream present = this.stream;
				return (present != null) ? present : openNow();
			}

			private InputStream openNow() throws IOException {
				Once.this.opened = true;
				PushbackInputStream content = new PushbackInputStream(Once.this.resource.getInputStream(),
						ContentFormat.HEAD);
				this.stream = content;
				byte[] head = content.readNBytes(ContentFormat.HEAD);
				ContentFormat format = ContentFormat.of(head, head.length);
				if (format != null && !format.fits(this.type)) {
					throw new ContentException.Mismatch(format);
				}
				content.unread(head);
				return content;
			}

			@Override
			public void close() throws IOException {
				if (this.stream != null) {
					this.stream.close();
				}
			}

		}

	}

	/** Content to be fetched from a URL. */
	record OfUrl(URI uri) implements MediaContent {

		@Override
		public byte[] bytes() {
			throw new IllegalStateException("The content of a URL is not fetched yet");
		}

		@Override
		public String toString() {
			return "a URL";
		}

	}

	/** A file that is already uploaded. */
	record OfFile(String id) implements MediaContent {

		@Override
		public byte[] bytes() {
			throw new IllegalStateException(
					"The content of an uploaded file is with the service: GigaChatApi.files().content(id)");
		}

		@Override
		public String toString() {
			return "an uploaded file";
		}

	}

}
