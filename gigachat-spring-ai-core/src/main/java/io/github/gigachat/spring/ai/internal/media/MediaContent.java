package io.github.gigachat.spring.ai.internal.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Where the content of a medium comes from.
 */
public sealed interface MediaContent {

	/** All of it. */
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

	/** What can be read as often as needed, and is measured once. */
	abstract sealed class Repeatable implements MediaContent {

		private volatile @Nullable ContentDigest measured;

		/** The length as far as it is known without reading, else -1. */
		abstract long statedLength() throws IOException;

		abstract InputStream open() throws IOException;

		/** Reads all of it, the first time, within the given time. */
		ContentDigest measured(long limit, Duration atMost) throws IOException, InterruptedException, TimeoutException {
			ContentDigest known = this.measured;
			if (known == null) {
				known = ContentDigest.of(this, limit, atMost);
				this.measured = known;
			}
			return known;
		}

		/** Has it measured anew, for it has changed. */
		void forgetMeasured() {
			this.measured = null;
		}

	}

	/** An array. */
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

	/** A resource that opens anew each time. */
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

	/** A resource that can be read once, so that it is known by what it is. */
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
		 * Opens the resource when it is first read from: until then it can be sent later.
		 */
		InputStream open() {
			return new LazyStream(() -> {
				this.opened = true;
				return this.resource.getInputStream();
			});
		}

		/** What the attempt that opened it came to, if it failed. */
		@Nullable RuntimeException failure() {
			return this.failure;
		}

		/** Ends its use, unless nothing was read. */
		void failed(RuntimeException failure) {
			if (this.opened) {
				this.failure = failure;
			}
		}

		@Override
		public String toString() {
			return "a resource that is open";
		}

	}

	/** What a URL leads to. */
	record OfUrl(URI uri) implements MediaContent {

		@Override
		public byte[] bytes() {
			throw new IllegalStateException("The content of a URL is not here");
		}

		@Override
		public String toString() {
			return "a URL";
		}

	}

	/** A file that the service has. */
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
